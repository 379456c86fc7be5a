extension KeyTable {
    static let upstreams: [ConfigurationKey] = [
        .init("upstreams", .names(limit: 256), .value("{}"), "Groups of servers that requests are sent to."),
        .init("upstreams.<name>.targets", .list(1...256), .required, "The servers of the group."),
        .init("upstreams.<name>.targets[]", .objectOr("address"), .required, "One server."),
        .init(
            "upstreams.<name>.targets[].address",
            .text(.target),
            .required,
            "`IPv4:port`, `[IPv6]:port` or `host:port`."
        ),
        .init(
            "upstreams.<name>.targets[].weight",
            .integer(1...1_000),
            .value("1"),
            "Share of requests, relative to the other targets."
        ),
        .init(
            "upstreams.<name>.balance",
            .choice(["p2c", "round_robin", "hash"]),
            .value("p2c"),
            "`p2c`: the less busy of two random targets; `hash`: equal clients or header values to equal targets."
        ),
        .init(
            "upstreams.<name>.hash_header",
            .text(.fieldName),
            .words("the client's address is hashed"),
            "With `balance: hash`: the header field whose value is hashed."
        ),
        .init(
            "upstreams.<name>.pool.connections",
            .integer(1...65_535),
            .value("256"),
            "Connections to all targets, per shard."
        ),
        .init(
            "upstreams.<name>.pool.waiters",
            .integer(0...1_000_000),
            .value("4096"),
            "Requests that wait for a connection, per shard."
        ),
        .init(
            "upstreams.<name>.ejection.errors",
            .integer(1...1_000),
            .value("5"),
            "Failures in a row that take a target out."
        ),
        .init("upstreams.<name>.ejection.time", Self.deadline(to: hour), .value("10s"), "How long it stays out."),
        .init(
            "upstreams.<name>.ejection.max_share",
            .share(0...1),
            .value("50%"),
            "Never more than this share of the targets is out."
        ),
        .init("upstreams.<name>.timeouts.connect", Self.deadline(to: minute), .value("1s"), "To connect to a target."),
        .init(
            "upstreams.<name>.timeouts.first_byte",
            Self.deadline(to: hour),
            .value("5s"),
            "From the request sent to the answer's first byte."
        ),
        .init(
            "upstreams.<name>.timeouts.total",
            Self.deadline(to: day),
            .value("15s"),
            "For all attempts of a request, to the answer's end."
        ),
        .init(
            "upstreams.<name>.health",
            .optionalObject,
            .words("off"),
            "A GET to every target; answers 200 to 399 are healthy."
        ),
        .init("upstreams.<name>.health.path", .text(.healthPath), .value("/"), "What is asked for."),
        .init("upstreams.<name>.health.interval", Self.deadline(to: hour), .value("5s"), "How often."),
        .init(
            "upstreams.<name>.retries.attempts",
            .integer(1...10),
            .value("2"),
            "Attempts in all; idempotent methods only, or with Idempotency-Key."
        ),
        .init(
            "upstreams.<name>.retries.budget",
            .share(0...1),
            .value("20%"),
            "Share of active requests that may be retries, at least 3."
        ),
    ]

    static let rateLimits: [ConfigurationKey] = [
        .init("rate_limit.policies", .list(0...64), .value("[]"), "Limits that routes name."),
        .init("rate_limit.policies[].name", .text(.name), .required, "What routes call it."),
        .init("rate_limit.policies[].key", .list(1...1), .required, "Whose requests are counted together."),
        .init(
            "rate_limit.policies[].key[]",
            .choice(["client"], later: ["user", "consumer", "login", "route"]),
            .required,
            "`client`: the IPv4 address or IPv6 /64."
        ),
        .init("rate_limit.policies[].limit", .integer(1...1_000_000), .required, "Requests per `per`."),
        .init("rate_limit.policies[].per", .milliseconds(1_000...day), .required, "The time `limit` counts for."),
        .init(
            "rate_limit.policies[].burst",
            .integer(1...1_000_000),
            .words("limit"),
            "Requests that may come at once."
        ),
        .init(
            "rate_limit.policies[].scope",
            .choice(["local"], later: ["shared"]),
            .value("local"),
            "`local`: each node counts for itself."
        ),
        .init(
            "rate_limit.policies[].mode",
            .choice(["enforce", "shadow"]),
            .value("enforce"),
            "`shadow`: count what would be denied, and admit it."
        ),
    ]
}
