package import GatewayCore

extension Reports {
    /// - Parameters:
    ///   - explanation: Of a request.
    ///   - plan: The plan it was put to.
    /// - Returns: What `explain` prints.
    package static func explain(
        _ explanation: RequestExplanation,
        _ plan: GatewayPlan
    ) -> (text: String, json: JSONValue) {
        let host = explanation.host.isEmpty ? "(no host)" : explanation.host
        var text = "\(explanation.method) \(host) \(explanation.path)\n\n"
        if let index = explanation.route {
            let route = plan.routes[index]
            let upstream = plan.upstreams[route.upstream]
            let targets = upstream.targets.map(\.address).joined(separator: ", ")
            text += "route \(route.name), to upstream \(upstream.name) (\(targets)): \(explanation.reason)\n"
        } else {
            let allow = explanation.allow.map { " (Allow: \($0))" } ?? ""
            text += "answered \(explanation.status ?? 0) by the gateway\(allow): \(explanation.reason)\n"
        }
        if !explanation.lines.isEmpty {
            let rows = explanation.lines.map { line in
                let route = plan.routes[line.route]
                let methods = route.methods.map(RouteComparison.text) ?? "any"
                return [
                    line.verdict == .taken ? "*" : " ", route.name, methods, route.host ?? "any", route.path,
                    line.reason,
                ]
            }
            text += "\n" + TextTable.text([[" ", "ROUTE", "METHODS", "HOST", "PATH", "WHY"]] + rows)
        }
        return (text, Self.json(explanation, plan))
    }

    private static func json(_ explanation: RequestExplanation, _ plan: GatewayPlan) -> JSONValue {
        let lines = explanation.lines.map { line in
            JSONValue.object([
                ("name", .text(plan.routes[line.route].name)), ("verdict", .text(line.verdict.rawValue)),
                ("reason", .text(line.reason)),
            ])
        }
        return .object([
            ("method", .text(explanation.method)), ("host", .text(explanation.host)),
            ("path", .text(explanation.path)),
            ("route", explanation.route.map { Self.json(plan.routes[$0], plan) } ?? .null),
            ("status", explanation.status.map { .integer($0) } ?? .null),
            ("allow", explanation.allow.map { .text($0) } ?? .null),
            ("reason", .text(explanation.reason)), ("compared", .array(lines)),
        ])
    }
}
