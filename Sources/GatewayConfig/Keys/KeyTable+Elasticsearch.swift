/// The keys of the `elasticsearch` sink.
extension KeyTable {
    private static let prefix = "logs.sinks.elasticsearch."

    static let elasticsearch: [ConfigurationKey] = [
        .init(
            prefix + "url",
            .text(.storeURL),
            .words("none; needed by the sink"),
            "Where Elasticsearch answers.",
            change: .restart
        ),
        .init(
            prefix + "namespace",
            .text(.dataStreamPart),
            .value("default"),
            "The last part of the data streams' names.",
            change: .restart
        ),
        .init(
            prefix + "spool",
            .text(.directory),
            .words("spool in state_dir"),
            "The folder in which records wait; dead letters lie in its folder dead.",
            change: .restart
        ),
        .init(
            prefix + "spool_bytes",
            .bytes((64 * mebibyte)...tebibyte),
            .value("1GiB"),
            "The most that waits; then the oldest records go, counted.",
            change: .restart
        ),
        .init(
            prefix + "batch_bytes",
            .bytes((64 * kibibyte)...(64 * mebibyte)),
            .value("5MiB"),
            "The most lines in one request, before compression.",
            change: .restart
        ),
        .init(
            prefix + "batch_events",
            .integer(1...20_000),
            .value("5000"),
            "The most records in one request.",
            change: .restart
        ),
        .init(
            prefix + "linger",
            .milliseconds(10...minute),
            .value("1s"),
            "How long records wait for others to share a request with.",
            change: .restart
        ),
        .init(
            prefix + "username",
            .text(.userName),
            .words("none"),
            "Who we are, with password_file.",
            change: .restart
        ),
        .init(
            prefix + "password_file",
            .text(.file),
            .words("none"),
            "The file with the user's password, mode 0400 or 0440.",
            change: .restart
        ),
        .init(
            prefix + "api_key_file",
            .text(.file),
            .words("none"),
            "The file with an encoded API key, mode 0400 or 0440; instead of a user.",
            change: .restart
        ),
        .init(
            prefix + "ca_file",
            .text(.file),
            .words("the system's certificates"),
            "The certificates that an https URL's server is checked against.",
            change: .restart
        ),
        .init(
            prefix + "canary",
            .milliseconds(0...day),
            .value("60s"),
            "How often an app record is written and looked for at the store; 0s: never. None is without app records there.",
            change: .restart
        ),
    ]
}
