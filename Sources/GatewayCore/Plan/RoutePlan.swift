package import NIOCore

/// One route: what it matches, where it goes and under which policies.
package struct RoutePlan: Sendable, Equatable {
    package var name: String
    /// The template: literal segments, `{name}` for one segment, a last `*` for the rest.
    package var path: String
    /// Lower case, without port; nil: any.
    package var host: String?
    /// Upper case; nil: any method that the gateway accepts.
    ///
    /// GET includes HEAD.
    package var methods: [String]?
    /// Index into the plan's upstreams.
    package var upstream: Int
    /// Indices into the plan's rate limits, in the order written.
    package var rateLimits: [Int] = []
    package var isPrivate = false
    /// `encoded_slash: pass`: `%2F` and `%5C` are allowed in the path.
    package var passesEncodedSlash = false
    /// The largest body, bytes; nil: the server's.
    package var bodyBytes: Int?
    package var bodyTotal: TimeAmount?
    package var inFlight: Int?
    /// Rate-limit cost of one request.
    package var cost = 1

    package init(name: String, path: String, upstream: Int) {
        self.name = name
        self.path = path
        self.upstream = upstream
    }
}

/// A local rate limit by GCRA (security.md section 8), keyed by the client's network (/32, /64).
package struct RateLimitPlan: Sendable, Equatable {
    package var name: String
    package var limit: Int
    package var per: TimeAmount
    /// Requests that may come at once, at least 1.
    package var burst: Int
    /// `mode: shadow`: count, but admit.
    package var isShadow = false

    package init(name: String, limit: Int, per: TimeAmount, burst: Int) {
        self.name = name
        self.limit = limit
        self.per = per
        self.burst = burst
    }
}
