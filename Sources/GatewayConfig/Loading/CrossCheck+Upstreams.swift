extension CrossCheck {
    static func checkUpstreams(_ reader: inout ConfigurationReader) {
        let settings = reader.settings
        let routes = (0..<settings.count("routes")).compactMap { settings.text("routes[\($0)].upstream") }
        let used = Set(routes)
        for name in settings.names("upstreams") {
            let path = "upstreams.\(name)"
            let targets = (0..<settings.count("\(path).targets")).map { "\(path).targets[\($0)].address" }
            Self.checkDuplicates(targets, "target", &reader)
            for target in targets { Self.checkOwnListener(target, &reader) }
            if let balance = settings.text("\(path).balance"), balance != "hash",
                settings.text("\(path).hash_header") != nil
            {
                let problem = Problem(
                    .contradiction,
                    "balance is \(balance), so no header is hashed",
                    "write balance: hash, or remove it"
                )
                reader.report(problem, "\(path).hash_header", settings.place("\(path).hash_header"))
            }
            Self.checkTimeout("\(path).timeouts.connect", within: "\(path).timeouts.total", &reader)
            Self.checkTimeout("\(path).timeouts.first_byte", within: "\(path).timeouts.total", &reader)
            if !used.contains(name) {
                let problem = Problem(.unusedUpstream, "no route leads here", "name it in a route, or remove it")
                reader.report(problem, path, settings.place(path))
            }
        }
    }

    /// A loop back to the public or the admin listener.
    private static func checkOwnListener(_ key: String, _ reader: inout ConfigurationReader) {
        let settings = reader.settings
        guard let address = settings.text(key) else { return }
        for listener in ["server", "admin"] {
            guard let host = settings.text("\(listener).host"), let port = settings.integer("\(listener).port"),
                address.hasSuffix(":\(port)")
            else { continue }
            let target = String(address.dropLast(String(port).count + 1))
            let isEverywhere = host == "0.0.0.0" || host == "::"
            let text = host.contains(":") ? "[\(host)]" : host
            let names = target == "localhost" ? ["localhost", "127.0.0.1"] : [target]
            guard names.contains(text) || (isEverywhere && HostText.isLoopback(target)) else { continue }
            let problem = Problem(
                .targetIsGateway,
                "\(address) is the gateway's own \(listener == "server" ? "public" : "admin") listener",
                "write the address of the service behind it"
            )
            reader.report(problem, key, settings.place(key))
        }
    }

    /// A full burst must be free again after this time, in milliseconds: 30 days.
    private static let longestRefill = 30 * KeyTable.day

    static func checkPolicies(_ reader: inout ConfigurationReader) {
        let settings = reader.settings
        let paths = (0..<settings.count("rate_limit.policies")).map { "rate_limit.policies[\($0)]" }
        Self.checkDuplicates(paths.map { "\($0).name" }, "policy", &reader)
        var used: Set<String> = []
        for index in 0..<settings.count("routes") {
            used.formUnion(settings.texts("routes[\(index)].rate_limit") ?? [])
        }
        for path in paths {
            if let limit = settings.integer("\(path).limit"), let per = settings.integer("\(path).per") {
                let burst = settings.integer("\(path).burst") ?? limit
                if per * burst / limit > Self.longestRefill {
                    let problem = Problem(
                        .contradiction,
                        "a burst of \(burst) is free again only after \(DurationText.text(per * burst / limit / 1_000 * 1_000))",
                        "write a smaller burst: at most \(DurationText.text(Self.longestRefill)) are allowed"
                    )
                    reader.report(problem, "\(path).burst", settings.place("\(path).burst"))
                }
            }
            if let name = settings.text("\(path).name"), !used.contains(name) {
                let problem = Problem(.unusedPolicy, "no route applies it", "name it in a route, or remove it")
                reader.report(problem, "\(path).name", settings.place("\(path).name"))
            }
        }
    }
}
