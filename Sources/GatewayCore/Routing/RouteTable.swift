/// The routes, compiled: which one takes a request is decided by host, path and method, whatever their order.
///
/// A route takes a request when its template, its host (if given) and its methods (if given) all fit. Of those that
/// do, the most specific wins:
/// 1. Templates are compared segment by segment from the left; at the first difference a literal comes before
///    `{name}`, and that before a last `*`.
/// 2. Of equal templates, a route with a host comes before one for any host.
/// 3. Of these, one that lists methods comes before one for any method.
///
/// So a specific route that does not take the method leaves the request to a less specific one that does. GET includes
/// HEAD, unless a route of equal template and host lists HEAD itself. When the path and host fit some route and the
/// method none, the answer is 405 with the methods of all of these.
///
/// Immutable, so shared by all shards without a lock; a class, so that passing it on copies one reference.
package final class RouteTable: Sendable {
    /// Values of `Allow`, such as `GET, HEAD, OPTIONS`: one for each set of methods a request can be refused with.
    package let allowTexts: [String]

    let nodes: [RouteNode]
    let literals: ByteIndex
    let candidates: [RouteCandidate]
    let hosts: ByteIndex
    let methods: MethodCatalog
    /// The set behind each of `allowTexts`, ascending.
    let allowMasks: [UInt64]

    /// More sets than these share the last text, which lists every method of the table.
    static let allowLimit = 4_096

    /// - Parameter routes: Validated ones: a path that is no template is our bug and traps.
    /// - Throws: The first two routes that no rule could choose between.
    package init(routes: [RoutePlan]) throws(RouteConflict) {
        if let conflict = Self.conflicts(in: routes).first { throw conflict }
        let methods = MethodCatalog(listed: routes.flatMap { $0.methods ?? [] })
        let hosts = Set(routes.compactMap { $0.host.map { Array($0.utf8) } }).sorted(by: ByteIndex.precedes)
        let patterns = routes.map(Self.pattern)
        let groups = zip(patterns, routes).map { RouteGroup(shape: $0.shape, host: $1.host) }
        let headGroups = Set(groups.indices.filter { routes[$0].methods?.contains("HEAD") == true }.map { groups[$0] })
        var builder = RouteTreeBuilder()
        var masks: Set<UInt64> = []
        for (index, route) in routes.enumerated() {
            var mask = route.methods.map(methods.mask) ?? methods.all
            if mask & MethodCatalog.get != 0, !headGroups.contains(groups[index]) { mask |= MethodCatalog.head }
            let candidate = RouteCandidate(
                host: route.host.map { host in (hosts.firstIndex(of: Array(host.utf8)) ?? 0) + 1 } ?? 0,
                methods: mask,
                listsMethods: route.methods != nil,
                route: index
            )
            builder.insert(patterns[index], candidate)
            masks.insert(mask)
        }
        builder.flatten()
        self.nodes = builder.nodes
        self.literals = ByteIndex(builder.literals)
        self.candidates = builder.candidates
        self.hosts = ByteIndex(hosts)
        self.methods = methods
        self.allowMasks = Self.unions(of: masks)
        self.allowTexts = self.allowMasks.map(methods.text)
    }

    /// Whether a method is a standard one or listed by a route; all others are answered 501.
    package func knowsMethod(_ method: UnsafeRawBufferPointer) -> Bool { self.methods.mask(of: method) != 0 }

    /// Every later route that cannot be told from an earlier one, in order; empty: the table can be built.
    package static func conflicts(in routes: [RoutePlan]) -> [RouteConflict] {
        var groups: [RouteGroup: [Int]] = [:]
        var found: [RouteConflict] = []
        for (index, route) in routes.enumerated() {
            let group = RouteGroup(shape: Self.pattern(of: route).shape, host: route.host)
            for other in groups[group] ?? [] {
                let method: String?
                switch (routes[other].methods, route.methods) {
                case (nil, nil): method = nil
                case (let first?, let second?):
                    guard let common = second.first(where: first.contains) else { continue }
                    method = common
                default: continue
                }
                let names = (routes[other].name, route.name)
                let conflict = RouteConflict(
                    first: other,
                    second: index,
                    firstName: names.0,
                    secondName: names.1,
                    method: method
                )
                found.append(conflict)
                break
            }
            groups[group, default: []].append(index)
        }
        return found
    }

    private static func pattern(of route: RoutePlan) -> RoutePattern {
        do throws(RoutePatternError) {
            return try RoutePattern(route.path)
        } catch {
            preconditionFailure("route \(route.name): \(route.path): \(error.code.message)")
        }
    }

    /// All unions of some of the sets: what a request that fits several routes but no method can be refused with.
    private static func unions(of masks: Set<UInt64>) -> [UInt64] {
        var unions: Set<UInt64> = []
        for mask in masks.sorted() where unions.count < Self.allowLimit {
            unions.formUnion(unions.map { $0 | mask })
            unions.insert(mask)
        }
        return Array(unions.union(masks).union([masks.reduce(0, |)])).sorted()
    }
}

/// What routes have in common that only their methods can tell apart.
struct RouteGroup: Hashable {
    var shape: [[UInt8]]
    var host: String?
}
