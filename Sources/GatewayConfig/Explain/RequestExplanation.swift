package import GatewayCore

/// Which route a request takes, and what every route says about it: what `explain` prints.
package struct RequestExplanation: Sendable {
    /// One route's part.
    package struct Line: Sendable, Equatable {
        package var route: Int
        package var verdict: RouteVerdict
        package var reason: String
    }

    package var method: String
    /// Lower case, without port; empty: none was given.
    package var host: String
    /// Canonical.
    package var path: String
    /// The route that was taken.
    package var route: Int?
    /// The gateway's own answer, when it does not pass the request on.
    package var status: Int?
    /// Of a 405: the value of `Allow`.
    package var allow: String?
    /// Why, in a clause.
    package var reason: String
    /// The most specific first; empty when no route was asked.
    package var lines: [Line] = []

    /// Puts a request to a plan; nil when the URL is neither absolute nor a path.
    ///
    /// - Parameters:
    ///   - method: The request's method.
    ///   - url: Absolute (`http://api.example.com/v1/orders/7`), or a path.
    ///   - host: Used when the URL names none.
    ///   - plan: The plan the request is put to.
    package init?(method: String, url: String, host: String?, plan: GatewayPlan) {
        guard let parts = Self.divide(url) else { return nil }
        self.method = method
        self.host = Self.name(of: parts.host ?? host ?? "")
        self.path = parts.path
        self.reason = ""
        guard self.checkTarget(), self.checkMethod(plan) else { return }
        self.compare(plan)
    }

    private static func divide(_ url: String) -> (host: String?, path: String)? {
        let target = url.prefix { $0 != "?" && $0 != "#" }
        if target == "*" || target.first == "/" { return (nil, String(target)) }
        for scheme in ["http://", "https://"] where target.lowercased().hasPrefix(scheme) {
            let rest = target.dropFirst(scheme.count)
            let authority = rest.prefix { $0 != "/" }
            if authority.isEmpty { return nil }
            let path = rest.dropFirst(authority.count)
            return (String(authority), path.isEmpty ? "/" : String(path))
        }
        return nil
    }

    /// A host field without port and last dot, in lower case.
    private static func name(of host: String) -> String {
        let lower = host.lowercased()
        if lower.hasPrefix("["), let close = lower.firstIndex(of: "]") { return String(lower[...close]) }
        let name = lower.prefix { $0 != ":" }
        return String(name.count > 1 && name.last == "." ? name.dropLast() : name)
    }

    private mutating func answer(_ status: Int, _ reason: String) -> Bool {
        self.status = status
        self.reason = reason
        return false
    }

    /// What the codec does before any route is asked.
    private mutating func checkTarget() -> Bool {
        if self.path == "*" {
            if self.method == "OPTIONS" { return self.answer(204, "OPTIONS * asks the gateway itself") }
            return self.answer(400, "* is only for OPTIONS")
        }
        do throws(RoutePatternError) {
            if let byte = self.path.utf8.firstIndex(where: { $0 >= 0x80 }) {
                let offset = self.path.utf8.distance(from: self.path.utf8.startIndex, to: byte)
                return self.answer(400, "byte \(offset + 1) of the path is not ASCII; write it percent-encoded")
            }
            self.path = String(decoding: try PathText.canonical(self.path.utf8), as: UTF8.self)
        } catch {
            return self.answer(400, "byte \(error.offset + 1) of the path: \(error.code.message)")
        }
        let segments = self.path.dropFirst().split(separator: "/", omittingEmptySubsequences: false)
        if segments.dropLast().contains("") { return self.answer(400, "the path has an empty segment") }
        if segments.contains(where: { $0 == "." || $0 == ".." }) {
            return self.answer(400, "the path has a segment . or ..")
        }
        return true
    }

    private mutating func checkMethod(_ plan: GatewayPlan) -> Bool {
        if ["CONNECT", "TRACE"].contains(self.method) { return self.answer(405, "\(self.method) is never passed on") }
        let isKnown =
            MethodRule.standard.contains(self.method)
            || plan.routes.contains { $0.methods?.contains(self.method) == true }
        if isKnown { return true }
        let isToken = (1...24).contains(self.method.utf8.count) && self.method.utf8.allSatisfy(MethodRule.isTokenByte)
        if !isToken { return self.answer(400, "the method is not a token of at most 24 characters") }
        return self.answer(501, "no route lists \(self.method), and it is not a standard method")
    }

    private mutating func compare(_ plan: GatewayPlan) {
        let table: RouteTable
        do throws(RouteConflict) {
            table = try RouteTable(routes: plan.routes)
        } catch {
            preconditionFailure("the plan has a conflict: \(error)")
        }
        switch self.match(table) {
        case .route(let index): self.route = index
        case .methodNotAllowed(let allow):
            self.allow = table.allowTexts[allow]
            _ = self.answer(405, "routes take this host and path, but none takes \(self.method)")
        case .notFound: _ = self.answer(404, "no route takes this host and path")
        }
        let winner = self.route.map { RouteComparison(plan.routes[$0]) }
        self.lines = RouteOrder.sorted(plan.routes).map { index in
            let route = RouteComparison(plan.routes[index])
            if let found = route.difference(host: self.host, path: self.path, method: self.method) {
                return Line(route: index, verdict: found.verdict, reason: found.reason)
            }
            guard let winner, index != self.route else { return Line(route: index, verdict: .taken, reason: "fits") }
            let reason = route.reason(behind: winner, method: self.method)
            return Line(route: index, verdict: .lessSpecific, reason: reason)
        }
        guard let route = self.route else { return }
        self.reason = "the most specific of the routes that fit"
        let upper = self.path.uppercased()
        if !plan.routes[route].passesEncodedSlash, upper.contains("%2F") || upper.contains("%5C") {
            self.route = nil
            _ = self.answer(400, "%2F and %5C are refused on route \(plan.routes[route].name): encoded_slash is refuse")
        }
    }

    private func match(_ table: RouteTable) -> RouteMatch {
        var (host, path, method) = (self.host, self.path, self.method)
        return host.withUTF8 { host in
            path.withUTF8 { path in
                method.withUTF8 { method in
                    table.match(host: .init(host), path: .init(path), method: .init(method))
                }
            }
        }
    }
}
