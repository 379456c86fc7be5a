extension KeyTable {
    static let routes: [ConfigurationKey] = [
        .init(
            "routes",
            .list(0...1_000),
            .value("[]"),
            "Which requests go where; the most specific wins, in any order."
        ),
        .init("routes[].name", .text(.name), .required, "What logs and messages call it."),
        .init(
            "routes[].match.path",
            .text(.template),
            .required,
            "Template of literal segments, `{name}` for one segment, a last `*` for the rest; it is a metric label."
        ),
        .init(
            "routes[].match.methods",
            .list(1...32),
            .words("any method"),
            "Methods it takes; GET includes HEAD."
        ),
        .init("routes[].match.methods[]", .text(.method), .required, "In capitals."),
        .init("routes[].match.host", .text(.routeHost), .words("any host"), "Host it takes, without port."),
        .init("routes[].upstream", .text(.upstream), .required, "Where requests are sent."),
        .init("routes[].rate_limit", .list(0...8), .value("[]"), "Policies that apply."),
        .init("routes[].rate_limit[]", .text(.policy), .required, "Name of a policy."),
        .init(
            "routes[].limits.body_bytes",
            .bytes(0...tebibyte),
            .words("server.limits.body_bytes"),
            "Body of a request."
        ),
        .init(
            "routes[].limits.body_total",
            Self.deadline(to: day),
            .words("server.timeouts.body_total"),
            "For a whole body."
        ),
        .init("routes[].limits.in_flight", .integer(1...1_000_000), .words("no limit"), "Requests being answered."),
        .init("routes[].private", .boolean, .value("false"), "Its raw paths are not logged."),
        .init(
            "routes[].encoded_slash",
            .choice(["refuse", "pass"]),
            .value("refuse"),
            "Whether `%2F` and `%5C` are allowed in a path."
        ),
        .init("routes[].cost", .integer(1...10_000), .value("1"), "What a request costs at the rate limits."),
    ]

    static let logs: [ConfigurationKey] = Self.logStreams + Self.elasticsearch

    private static let logStreams: [ConfigurationKey] = [
        .init("logs.access.sinks", .list(1...4), .value("[file]"), "Where access records go.", change: .restart),
        .init(
            "logs.access.sinks[]",
            .choice(["stdout", "file", "journald", "elasticsearch"]),
            .required,
            "One sink.",
            change: .restart
        ),
        .init(
            "logs.access.sample",
            .share(0...1),
            .value("100%"),
            "Share of ordinary access records that is written; failed and slow requests always are.",
            change: .restart
        ),
        .init(
            "logs.access.slow",
            .milliseconds(1...(10 * minute)),
            .value("500ms"),
            "From this duration on a request is slow.",
            change: .restart
        ),
        .init("logs.app.sinks", .list(1...4), .value("[stdout]"), "Where messages go.", change: .restart),
        .init(
            "logs.app.sinks[]",
            .choice(["stdout", "file", "journald", "elasticsearch"]),
            .required,
            "One sink.",
            change: .restart
        ),
        .init(
            "logs.app.level",
            .choice(["trace", "debug", "info", "notice", "warning", "error", "critical"]),
            .value("info"),
            "The lowest level that is written.",
            change: .restart
        ),
        .init(
            "logs.privacy.client_ip",
            .choice(["full", "net", "hash", "none"]),
            .value("full"),
            "What is logged of a client's address: all of it, its /24 or /48, a keyed hash that changes daily, nothing.",
            change: .restart
        ),
        .init(
            "logs.privacy.headers",
            .list(0...16),
            .value("[]"),
            "Request headers whose values are logged, as gateway.headers.",
            change: .restart
        ),
        .init(
            "logs.privacy.headers[]",
            .text(.loggedHeader),
            .required,
            "Name of a header that carries no credential.",
            change: .restart
        ),
        .init(
            "logs.privacy.query_values",
            .list(0...16),
            .value("[]"),
            "Query parameters whose values are logged, as gateway.query; of the others only the names are.",
            change: .restart
        ),
        .init(
            "logs.privacy.query_values[]",
            .text(.queryName),
            .required,
            "Name as it stands in the query, in the same case.",
            change: .restart
        ),
        .init(
            "logs.audit.sinks",
            .list(1...3),
            .value("[file]"),
            "Where the record of actions goes; it always waits in the spool of state_dir first.",
            change: .restart
        ),
        .init(
            "logs.audit.sinks[]",
            .choice(["stdout", "file", "journald"], later: ["elasticsearch"]),
            .required,
            "One sink.",
            change: .restart
        ),
        .init(
            "logs.rings.dir",
            .text(.directory),
            .words("rings in $RUNTIME_DIRECTORY, else in state_dir"),
            "Where the rings of log records lie, which outlive a killed process; best on a tmpfs.",
            change: .restart
        ),
        .init(
            "logs.rings.bytes",
            .bytes((64 * kibibyte)...(1 << 30)),
            .value("4MiB"),
            "Records that wait, per shard.",
            change: .restart
        ),
        .init(
            "logs.sinks.file.path",
            .text(.file),
            .words("access.jsonl in $LOGS_DIRECTORY, else in state_dir"),
            "The access log; app.jsonl and audit.jsonl lie beside it.",
            change: .restart
        ),
        .init(
            "logs.sinks.file.rotate_bytes",
            .bytes(mebibyte...tebibyte),
            .value("256MiB"),
            "A file of this size is closed and a new one begun.",
            change: .restart
        ),
        .init(
            "logs.sinks.file.rotate_time",
            .milliseconds(minute...(366 * day)),
            .words("off"),
            "A file is closed too when an interval of this length ends, counted from 1970 in UTC.",
            change: .restart
        ),
        .init(
            "logs.sinks.file.keep",
            .integer(0...1_000),
            .value("10"),
            "Closed files that are kept.",
            change: .restart
        ),
        .init(
            "logs.sinks.file.compress",
            .choice(["gzip", "none"]),
            .value("gzip"),
            "What is done to closed files.",
            change: .restart
        ),
        .init(
            "logs.sinks.journald.ecs",
            .boolean,
            .value("true"),
            "Whether journal entries carry the whole line, as the field ECS.",
            change: .restart
        ),
    ]

    /// Keys of the plan that nothing in this version obeys: naming them is better than calling them unknown.
    static let later: [ConfigurationKey] = [
        "server.tls", "admin.hooks_token_file", "auth", "identity", "egress", "ops", "slos", "rum",
        "telemetry.nginx_status",
        "upstreams.<name>.tls", "rate_limit.nodes", "rate_limit.policies[].on_redis_loss",
        "routes[].auth", "routes[].cors", "routes[].cache", "routes[].headers", "routes[].compress", "routes[].class",
    ].map { .init($0, .later, .words("none"), "Part of a later version.", since: "later") }
}
