import GatewayCore

/// What only several keys together can get wrong; keys that were wrong by themselves are left out.
enum CrossCheck {
    static func run(on reader: inout ConfigurationReader) {
        self.checkListeners(&reader)
        self.checkFiles(&reader)
        self.checkElasticsearch(&reader)
        self.checkUpstreams(&reader)
        self.checkPolicies(&reader)
        self.checkRoutes(&reader)
        self.checkConflicts(&reader)
        self.checkSeries(&reader)
    }

    /// Reports the second of two equal texts; `what` says what has the text: `route`.
    static func checkDuplicates(_ keys: [String], _ what: String, _ reader: inout ConfigurationReader) {
        var earlier: [String: String] = [:]
        for key in keys {
            guard let text = reader.settings.text(key) else { continue }
            if let first = earlier[text] {
                var line = ""
                if case .position(let number, _, _) = reader.settings.place(first) {
                    line = ", first in line \(number)"
                }
                let problem = Problem(
                    .duplicateName,
                    "\(what) \(Problem.quoted(text)) stands twice\(line)",
                    "write each only once"
                )
                reader.report(problem, key, reader.settings.place(key))
            } else {
                earlier[text] = key
            }
        }
    }

    private static func checkListeners(_ reader: inout ConfigurationReader) {
        let settings = reader.settings
        guard let host = settings.text("server.host"), let adminHost = settings.text("admin.host"),
            let port = settings.integer("server.port"), let adminPort = settings.integer("admin.port")
        else { return }
        let everywhere: Set = ["0.0.0.0", "::"]
        if port == adminPort, host == adminHost || everywhere.contains(host) || everywhere.contains(adminHost) {
            let key = settings.entry("admin.port")?.place == nil ? "server.port" : "admin.port"
            let problem = Problem(
                .contradiction,
                "\(port) is the port of the public and of the admin listener",
                "write another port"
            )
            reader.report(problem, key, settings.place(key))
        }
        if !HostText.isLoopback(adminHost) {
            let problem = Problem(
                .exposedAdmin,
                "other machines can reach the admin listener, which asks for no password",
                "write 127.0.0.1, or let a firewall admit only Prometheus"
            )
            reader.report(problem, "admin.host", settings.place("admin.host"))
        }
        for (index, text) in (settings.texts("server.trusted_proxies") ?? []).enumerated() where text.hasSuffix("/0") {
            let problem = Problem(
                .trustsEveryone,
                "\(text) makes every client a trusted proxy, which may then claim any address",
                "write the blocks of your proxies"
            )
            let key = "server.trusted_proxies[\(index)]"
            reader.report(problem, key, settings.place(key))
        }
        Self.checkTimeout("server.timeouts.body_idle", within: "server.timeouts.body_total", &reader)
    }

    /// A warning for a timeout that was written and is longer than the one around it.
    static func checkTimeout(_ key: String, within outer: String, _ reader: inout ConfigurationReader) {
        let settings = reader.settings
        guard let entry = settings.entry(key), entry.origin != .byDefault, let value = settings.integer(key),
            let limit = settings.integer(outer), value > limit
        else { return }
        let problem = Problem(
            .timeoutNeverReached,
            "\(DurationText.text(value)) is never reached: \(outer) ends after \(DurationText.text(limit))",
            "write at most \(DurationText.text(limit)), or raise \(outer)"
        )
        reader.report(problem, key, settings.place(key))
    }

    private static func checkFiles(_ reader: inout ConfigurationReader) {
        let key = "logs.sinks.file.path"
        guard let path = reader.settings.text(key), let name = path.split(separator: "/").last else { return }
        if ["app.jsonl", "audit.jsonl"].contains(name) {
            let problem = Problem(
                .contradiction,
                "\(name) is the name of another log beside the access log",
                "write access.jsonl"
            )
            reader.report(problem, key, reader.settings.place(key))
        }
    }
}
