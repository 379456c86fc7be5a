import GatewayCore

/// Compares one route with a request, or with the route that was taken, and says what made the difference.
struct RouteComparison {
    let route: RoutePlan
    private let segments: [RoutePattern.Segment]

    init(_ route: RoutePlan) {
        self.route = route
        self.segments = (try? RoutePattern(route.path))?.segments ?? []  // Not nil: plans hold templates.
    }

    /// The first thing that does not fit, or nil when everything does.
    ///
    /// - Parameters:
    ///   - host: Lower case, without port; empty: none was given.
    ///   - path: Canonical.
    ///   - method: As it came.
    /// - Returns: What it is, and a clause that says why.
    func difference(host: String, path: String, method: String) -> (verdict: RouteVerdict, reason: String)? {
        let given = path.dropFirst().split(separator: "/", omittingEmptySubsequences: false).map(String.init)
        if let reason = self.pathDifference(given) { return (.otherPath, reason) }
        if let wanted = self.route.host, wanted != host {
            return (
                .otherHost,
                host.isEmpty ? "no host was given; it takes \(wanted)" : "the host is \(host); it takes \(wanted)"
            )
        }
        if let methods = self.route.methods, !methods.contains(method), !(method == "HEAD" && methods.contains("GET")) {
            return (.otherMethod, "the method is \(method); it takes \(Self.text(methods))")
        }
        return nil
    }

    private func pathDifference(_ given: [String]) -> String? {
        for (index, segment) in self.segments.enumerated() {
            let number = index + 1
            guard index < given.count else { return "the path ends before segment \(number), \(Self.text(segment))" }
            switch segment {
            case .rest: return nil
            case .parameter(let name):
                if given[index].isEmpty { return "segment \(number) is empty; {\(name)} takes one that is not" }
            case .literal(let bytes):
                let wanted = String(decoding: bytes, as: UTF8.self)
                if given[index] != wanted {
                    let taken = wanted.isEmpty ? "an empty one" : "\"\(wanted)\""
                    return
                        "segment \(number) is \(given[index].isEmpty ? "empty" : "\"\(given[index])\""); it takes \(taken)"
                }
            }
        }
        let next = self.segments.count
        return next < given.count ? "the path goes on after the template, with \"\(given[next])\"" : nil
    }

    /// Why this route, which fits too, gave way to another one.
    func reason(behind winner: RouteComparison, method: String) -> String {
        for (index, pair) in zip(self.segments, winner.segments).enumerated() {
            let (own, other) = (Self.rank(pair.0), Self.rank(pair.1))
            if own != other {
                return
                    "fits too, but at segment \(index + 1) \(Self.text(pair.1)) is more specific than \(Self.text(pair.0))"
            }
        }
        if winner.route.host != nil, self.route.host == nil { return "fits too, but the other names the host" }
        if winner.route.methods != nil, self.route.methods == nil { return "fits too, but the other lists its methods" }
        return "fits too, but the other lists \(method) itself"
    }

    /// `GET, HEAD`: HEAD comes with GET.
    static func text(_ methods: [String]) -> String {
        var texts = methods
        if let get = methods.firstIndex(of: "GET"), !methods.contains("HEAD") { texts.insert("HEAD", at: get + 1) }
        return texts.joined(separator: ", ")
    }

    private static func rank(_ segment: RoutePattern.Segment) -> Int {
        switch segment {
        case .literal: 0
        case .parameter: 1
        case .rest: 2
        }
    }

    private static func text(_ segment: RoutePattern.Segment) -> String {
        switch segment {
        case .literal(let bytes): "\"\(String(decoding: bytes, as: UTF8.self))\""
        case .parameter(let name): "{\(name)}"
        case .rest: "*"
        }
    }
}
