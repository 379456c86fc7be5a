package import GatewayCore

/// The routes of a plan in the order in which they are considered: the most specific first.
package enum RouteOrder {
    /// Indices into the routes.
    package static func sorted(_ routes: [RoutePlan]) -> [Int] {
        let keys = routes.map { Self.key(of: $0) }
        return routes.indices.sorted { left, right in
            keys[left] == keys[right] ? left < right : keys[left].lexicographicallyPrecedes(keys[right])
        }
    }

    /// Texts that compare as the rules of `RouteTable` do.
    private static func key(of route: RoutePlan) -> [String] {
        let segments = (try? RoutePattern(route.path))?.segments ?? []  // Not nil: plans hold templates.
        let texts = segments.map { segment in
            switch segment {
            case .literal(let bytes): "0" + String(decoding: bytes, as: UTF8.self)
            case .parameter: "1"
            case .rest: "2"
            }
        }
        return texts + [
            "", route.host.map { "0" + $0 } ?? "1", route.methods.map { "0" + $0.sorted().joined() } ?? "1",
        ]
    }
}
