import GatewayCore

extension CrossCheck {
    static func checkRoutes(_ reader: inout ConfigurationReader) {
        let settings = reader.settings
        let paths = (0..<settings.count("routes")).map { "routes[\($0)]" }
        if paths.isEmpty {
            let problem = Problem(
                .noRoutes,
                "there is no route: every request is answered 404",
                "write one under routes"
            )
            reader.report(problem, "routes", settings.place("routes"))
        }
        Self.checkDuplicates(paths.map { "\($0).name" }, "route", &reader)
        let policies = (0..<settings.count("rate_limit.policies")).map { "rate_limit.policies[\($0)]" }
        let policyNames = Set(policies.compactMap { settings.text("\($0).name") }).sorted()
        for path in paths {
            if let name = settings.text("\(path).upstream") {
                Self.checkReference(name, "upstream", "\(path).upstream", settings.names("upstreams"), &reader)
            }
            for (index, name) in (settings.texts("\(path).rate_limit") ?? []).enumerated() {
                let key = "\(path).rate_limit[\(index)]"
                Self.checkReference(name, "policy", key, policyNames, &reader)
                let policy = policies.first { settings.text("\($0).name") == name }
                if let policy { Self.checkCost(of: path, policy, name, &reader) }
            }
            Self.checkEncodedSlash(path, &reader)
            Self.checkTimeout("server.timeouts.body_idle", within: "\(path).limits.body_total", &reader)
        }
    }

    private static func checkReference(
        _ name: String,
        _ what: String,
        _ key: String,
        _ known: [String],
        _ reader: inout ConfigurationReader
    ) {
        if known.contains(name) { return }
        var instead = "write one of \(known.joined(separator: ", "))"
        if let near = Suggestion.nearest(to: name, in: known) { instead = "did you mean \(near)?" }
        if known.isEmpty {
            instead = "define it under \(what == "upstream" ? "upstreams" : "rate_limit.policies")"
        } else if known.count > 12, !instead.hasPrefix("did") {
            instead = "define it first"
        }
        let problem = Problem(.reference, "there is no \(what) \(Problem.quoted(name))", instead)
        reader.report(problem, key, reader.settings.place(key))
    }

    private static func checkCost(
        of path: String,
        _ policy: String,
        _ name: String,
        _ reader: inout ConfigurationReader
    ) {
        let settings = reader.settings
        let burst = settings.integer("\(policy).burst") ?? settings.integer("\(policy).limit")
        guard let cost = settings.integer("\(path).cost"), let burst, cost > burst else { return }
        let problem = Problem(
            .contradiction,
            "policy \(name) admits bursts of \(burst), so a request of cost \(cost) is always denied",
            "write at most \(burst)"
        )
        let key = settings.entry("\(path).cost")?.place == nil ? "\(path).rate_limit" : "\(path).cost"
        reader.report(problem, key, settings.place(key))
    }

    private static func checkEncodedSlash(_ path: String, _ reader: inout ConfigurationReader) {
        let settings = reader.settings
        guard let template = settings.text("\(path).match.path"), settings.text("\(path).encoded_slash") == "refuse",
            (try? RoutePattern(template))?.hasEncodedSlash == true  // Not nil: the template was checked.
        else { return }
        let problem = Problem(
            .contradiction,
            "no request gets here: %2F and %5C in a path are refused",
            "write encoded_slash: pass on this route"
        )
        reader.report(problem, "\(path).match.path", settings.place("\(path).match.path"))
    }

    /// Routes whose template, host and methods could be read are compared with each other.
    static func checkConflicts(_ reader: inout ConfigurationReader) {
        let settings = reader.settings
        var plans: [RoutePlan] = []
        var paths: [String] = []
        for path in (0..<settings.count("routes")).map({ "routes[\($0)]" }) {
            guard let template = settings.text("\(path).match.path"), let host = settings.entry("\(path).match.host"),
                let methods = settings.entry("\(path).match.methods")
            else { continue }
            var plan = RoutePlan(name: settings.text("\(path).name") ?? path, path: template, upstream: 0)
            plan.host = host.value?.text
            plan.methods = methods.value == nil ? nil : settings.texts(methods.key)
            plans.append(plan)
            paths.append("\(path).match.path")
        }
        for conflict in RouteTable.conflicts(in: plans) {
            var first = ""
            if case .position(let line, _, _) = settings.place(paths[conflict.first]) { first = ", line \(line)" }
            let problem = Problem(
                .routeConflict,
                "\(conflict.description)\(first), and neither is more specific",
                "change the path, the host or the methods of one"
            )
            reader.report(problem, paths[conflict.second], settings.place(paths[conflict.second]))
        }
    }
}
