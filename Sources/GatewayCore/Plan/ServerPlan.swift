package import NIOCore

/// The public listener, its deadlines and its limits (contract.md; security.md section 3).
package struct ServerPlan: Sendable, Equatable {
    /// Deadlines per connection, on the monotonic clock.
    package struct Timeouts: Sendable, Equatable {
        package var head = TimeAmount.seconds(10)
        package var bodyIdle = TimeAmount.seconds(15)
        package var bodyTotal = TimeAmount.seconds(60)
        package var idle = TimeAmount.seconds(60)
        package var writeStall = TimeAmount.seconds(10)
        package var drain = TimeAmount.seconds(25)

        package init() {}
    }

    /// What one client, and all of them together, may take.
    package struct Limits: Sendable, Equatable {
        package var headBytes = 32_768
        package var headerCount = 100
        package var fieldBytes = 16_384
        package var targetBytes = 8_192
        package var bodyBytes = 1_048_576
        package var connections = 10_000
        /// Per IPv4 address or IPv6 /64; nil: no limit (the default while the host is loopback; else 256).
        package var connectionsPerClient: Int?
        /// Requests in flight, over all shards.
        package var inFlight = 4_096
        package var memoryBytes = 512 * 1_048_576

        package init() {}
    }

    package var host = "127.0.0.1"
    package var port = 8080
    /// Event loops; at least 1, at most 64.
    package var shards = 1
    package var timeouts = Timeouts()
    package var limits = Limits()
    package var trustedProxies: [AddressBlock] = []

    package init() {}
}
