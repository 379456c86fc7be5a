import GatewayCore

/// The rules of `RouteTable` once more, in the plainest way: every route is compared with every request.
struct NaiveRouter {
    enum Answer: Equatable {
        case route(Int)
        case methodNotAllowed(Set<String>)
        case notFound
    }

    var routes: [RoutePlan]

    func answer(host: String, path: String, method: String) -> Answer {
        let fitting = self.routes.indices.filter { index in
            self.fits(self.routes[index].path, path) && (self.routes[index].host ?? host) == host
        }
        let taking = fitting.filter { self.rank(of: method, in: self.routes[$0]) != nil }
        if let best = taking.min(by: { self.key($0, method).lexicographicallyPrecedes(self.key($1, method)) }) {
            return .route(best)
        }
        if fitting.isEmpty { return .notFound }
        return .methodNotAllowed(Set(fitting.flatMap { self.allowed(self.routes[$0]) }))
    }

    private func allowed(_ route: RoutePlan) -> [String] {
        let methods = route.methods ?? []
        return methods.contains("GET") ? methods + ["HEAD"] : methods
    }

    /// 0: listed; 1: HEAD because of GET; 2: any method; nil: refused.
    private func rank(of method: String, in route: RoutePlan) -> Int? {
        guard let methods = route.methods else { return 2 }
        if methods.contains(method) { return 0 }
        return method == "HEAD" && methods.contains("GET") ? 1 : nil
    }

    private func key(_ index: Int, _ method: String) -> [Int] {
        let route = self.routes[index]
        let kinds = self.segments(route.path).map { $0 == "*" ? 2 : $0.hasPrefix("{") ? 1 : 0 }
        return kinds + [3, route.host == nil ? 1 : 0, self.rank(of: method, in: route) ?? 3]
    }

    private func fits(_ template: String, _ path: String) -> Bool {
        let wanted = self.segments(template)
        let given = self.segments(path)
        for (index, segment) in wanted.enumerated() {
            if segment == "*" { return index < given.count }
            guard index < given.count else { return false }
            if segment.hasPrefix("{") ? given[index].isEmpty : segment != given[index] { return false }
        }
        return wanted.count == given.count
    }

    private func segments(_ path: String) -> [String] {
        path.dropFirst().split(separator: "/", omittingEmptySubsequences: false).map(String.init)
    }
}
