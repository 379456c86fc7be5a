import GatewayCore

/// What the commands print, as text and as JSON.
package enum Reports {
    // MARK: check

    package static func check(
        _ result: Result<LoadedConfiguration, ConfigurationDiagnostics>
    ) -> (text: String, json: JSONValue) {
        let diagnostics: ConfigurationDiagnostics
        var members: [(String, JSONValue)]
        var text = ""
        switch result {
        case .success(let loaded):
            diagnostics = loaded.warnings
            let plan = loaded.plan
            members = [
                ("file", .text(diagnostics.file)), ("ok", .boolean(true)), ("hash", .text(plan.hash)),
                ("upstreams", .integer(plan.upstreams.count)), ("routes", .integer(plan.routes.count)),
            ]
            let upstreams = Self.count(plan.upstreams.count, "upstream")
            let warnings = diagnostics.items.isEmpty ? "" : ", \(Self.count(diagnostics.items.count, "warning"))"
            text =
                "\(diagnostics.file): ok, \(upstreams), \(Self.count(plan.routes.count, "route"))\(warnings), hash \(plan.hash)\n"
        case .failure(let failure):
            diagnostics = failure
            members = [("file", .text(failure.file)), ("ok", .boolean(false))]
        }
        members += [
            ("errors", .array(diagnostics.errors.map(\.json))), ("warnings", .array(diagnostics.warnings.map(\.json))),
        ]
        return (text, .object(members))
    }

    private static func count(_ count: Int, _ noun: String) -> String { "\(count) \(noun)\(count == 1 ? "" : "s")" }

    // MARK: config show

    package static func show(_ loaded: LoadedConfiguration) -> (text: String, json: JSONValue) {
        let rows =
            [["KEY", "VALUE", "FROM", "CHANGE"]]
            + loaded.entries.map { [$0.key, $0.text, $0.origin.text, $0.change.rawValue] }
        let entries = loaded.entries.map { entry in
            JSONValue.object([
                ("key", .text(entry.key)), ("value", entry.value?.json ?? .null), ("origin", entry.origin.json),
                ("change", .text(entry.change.rawValue)),
            ])
        }
        let json = JSONValue.object([
            ("file", .text(loaded.warnings.file)), ("hash", .text(loaded.plan.hash)), ("entries", .array(entries)),
        ])
        return (TextTable.text(rows), json)
    }

    // MARK: routes

    package static func routes(_ loaded: LoadedConfiguration) -> (text: String, json: JSONValue) {
        let plan = loaded.plan
        let order = RouteOrder.sorted(plan.routes)
        var rows = [["ROUTE", "METHODS", "HOST", "PATH", "UPSTREAM", "LIMITS"]]
        for index in order {
            let route = plan.routes[index]
            let limits = route.rateLimits.map { plan.rateLimits[$0].name }.joined(separator: ", ")
            rows.append([
                route.name, route.methods.map(RouteComparison.text) ?? "any", route.host ?? "any", route.path,
                plan.upstreams[route.upstream].name, limits.isEmpty ? "-" : limits,
            ])
        }
        return (TextTable.text(rows), .array(order.map { Self.json(plan.routes[$0], plan) }))
    }

    static func json(_ route: RoutePlan, _ plan: GatewayPlan) -> JSONValue {
        let upstream = plan.upstreams[route.upstream]
        return .object([
            ("name", .text(route.name)),
            ("methods", route.methods.map { .array($0.map { .text($0) }) } ?? .null),
            ("host", route.host.map { .text($0) } ?? .null),
            ("path", .text(route.path)),
            ("upstream", .text(upstream.name)),
            ("targets", .array(upstream.targets.map { .text($0.address) })),
            ("rate_limit", .array(route.rateLimits.map { .text(plan.rateLimits[$0].name) })),
            ("private", .boolean(route.isPrivate)),
        ])
    }
}
