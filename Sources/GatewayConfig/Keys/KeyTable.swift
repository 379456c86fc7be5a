/// Every key of the configuration, once.
package enum KeyTable {
    /// In the order of `config show` and the reference page.
    package static let keys =
        Self.server + Self.upstreams + Self.rateLimits + Self.routes + Self.logs + Self.telemetry + Self.traces
        + Self.engine + Self.later

    /// The rows as a tree.
    static let root = KeyNode(rows: Self.keys)

    static let minute = 60_000
    static let hour = 3_600_000
    static let day = 86_400_000
    static let kibibyte = 1 << 10
    static let mebibyte = 1 << 20
    static let tebibyte = 1 << 40

    /// Deadlines are looked at every 100 ms.
    static func deadline(to longest: Int) -> ValueKind { .milliseconds(100...longest) }

    private static let server: [ConfigurationKey] = [
        .init(
            "server.host",
            .text(.listenHost),
            .value("127.0.0.1"),
            "Address of the public listener.",
            change: .restart
        ),
        .init(
            "server.port",
            .port,
            .value("8080"),
            "Port of the public listener.",
            change: .restart,
            variable: "API_PORT"
        ),
        .init(
            "server.shards",
            .integer(1...64),
            .words("one per core"),
            "Event loops; each serves its own connections.",
            change: .restart
        ),
        .init(
            "server.timeouts.head",
            Self.deadline(to: 10 * minute),
            .value("10s"),
            "From the first byte of a request to the end of its head."
        ),
        .init(
            "server.timeouts.body_idle",
            Self.deadline(to: hour),
            .value("15s"),
            "Longest gap between bytes of a body."
        ),
        .init("server.timeouts.body_total", Self.deadline(to: day), .value("60s"), "For a whole body."),
        .init("server.timeouts.idle", Self.deadline(to: day), .value("60s"), "A kept connection without a request."),
        .init(
            "server.timeouts.write_stall",
            Self.deadline(to: hour),
            .value("10s"),
            "For a client to take 4 KiB of a waiting answer."
        ),
        .init(
            "server.timeouts.drain",
            .milliseconds(0...(10 * minute)),
            .value("25s"),
            "After SIGTERM, for requests in flight."
        ),
        .init("server.limits.head_bytes", .bytes(kibibyte...(63 * kibibyte)), .value("32KiB"), "Head of a message."),
        .init("server.limits.header_count", .integer(1...1_000), .value("100"), "Fields in a head."),
        .init("server.limits.field_bytes", .bytes(64...(63 * kibibyte)), .value("16KiB"), "One field line."),
        .init("server.limits.target_bytes", .bytes(64...(63 * kibibyte)), .value("8KiB"), "Target of a request."),
        .init("server.limits.body_bytes", .bytes(0...tebibyte), .value("1MiB"), "Body of a request."),
        .init("server.limits.connections", .integer(1...1_000_000), .value("10000"), "Open connections of clients."),
        .init(
            "server.limits.connections_per_client",
            .integer(1...1_000_000),
            .words("256; no limit while server.host is loopback"),
            "Per IPv4 address or IPv6 /64; trusted proxies are exempt."
        ),
        .init("server.limits.in_flight", .integer(1...1_000_000), .value("4096"), "Requests being answered."),
        .init("server.limits.memory", .bytes((64 * mebibyte)...tebibyte), .value("512MiB"), "Memory of the process."),
        .init(
            "server.trusted_proxies",
            .list(0...256),
            .value("[]"),
            "Peers whose X-Forwarded-For is read: the right-most address that is not itself trusted."
        ),
        .init("server.trusted_proxies[]", .text(.block), .required, "A block of addresses."),
        .init(
            "admin.host",
            .text(.listenHost),
            .value("127.0.0.1"),
            "Address of the admin listener.",
            change: .restart
        ),
        .init("admin.port", .port, .value("9464"), "Port of the admin listener.", change: .restart),
        .init(
            "state_dir",
            .text(.directory),
            .words("$STATE_DIRECTORY, else ./.watchgate"),
            "Where state is kept.",
            change: .restart
        ),
    ]
}
