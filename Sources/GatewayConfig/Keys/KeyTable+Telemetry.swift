extension KeyTable {
    static let telemetry: [ConfigurationKey] = [
        .init(
            "telemetry.metrics.series",
            .integer(1_000...1_000_000),
            .value("10000"),
            "Label sets of all metric families together; a histogram's is one.",
            change: .restart
        ),
        .init(
            "telemetry.metrics.family_series",
            .integer(10...100_000),
            .value("500"),
            "Label sets of one family whose values come from outside, where it declares no limit.",
            change: .restart
        ),
        .init(
            "telemetry.metrics.bytes",
            .bytes((4 * mebibyte)...(1 << 30)),
            .value("24MiB"),
            "Memory into which threads record.",
            change: .restart
        ),
        .init(
            "telemetry.metrics.idle",
            .milliseconds(1_000...(30 * day)),
            .value("1h"),
            "Series that have not changed for so long are left out of scrapes until they change.",
            change: .restart
        ),
    ]
}
