import Synchronization
package import Telemetry

/// What all shards share: registries, tables and a few counters.
///
/// Everything here is immutable or atomic.
package final class GatewayShared: Sendable {
    package let names: NameTable
    package let registry: MetricRegistry
    package let rateLimits = RateLimitTable()
    package let clients = ClientConnectionCounter()
    /// `serve --telemetry off`: no metric, no record; for `./scripts/bench` only.
    package let recordsTelemetry: Bool
    /// Mixed into every key of the rate-limit table, so that nobody outside can aim at a cell.
    package let salt: UInt64
    /// What fingerprints in the access log are made with.
    package let fingerprintKeys = FingerprintKeys()

    /// Makes the ring of a shard; wiring may have it outlive the process.
    package let makeRing: @Sendable (_ shard: Int, _ bytes: Int) -> RecordRing

    let openConnections = Atomic<Int>(0)
    let requestsInFlight = Atomic<Int>(0)
    /// Open and opening, to all upstreams.
    let upstreamConnections = Atomic<Int>(0)
    private let upstreamLimit = Atomic<Int>(.max)
    private let policyNumbers = Mutex<[String: Int]>([:])
    private let memoryLevel = Atomic<Int>(0)

    package init(
        names: NameTable,
        registry: MetricRegistry,
        recordsTelemetry: Bool,
        makeRing: @escaping @Sendable (_ shard: Int, _ bytes: Int) -> RecordRing = { RecordRing(bytes: $1) }
    ) {
        self.makeRing = makeRing
        self.names = names
        self.registry = registry
        self.recordsTelemetry = recordsTelemetry
        var generator = SystemRandomNumberGenerator()
        self.salt = generator.next()
    }

    /// The number of a rate-limit policy: given once per name, kept for good.
    package func policyNumber(_ name: String) -> Int {
        self.policyNumbers.withLock { numbers in
            if let number = numbers[name] { return number }
            let number = numbers.count
            numbers[name] = number
            return number
        }
    }

    /// The most connections to upstreams: what the process's descriptors leave for them.
    package var upstreamConnectionLimit: Int {
        get { self.upstreamLimit.load(ordering: .relaxed) }
        set { self.upstreamLimit.store(newValue, ordering: .relaxed) }
    }

    /// Four fifths of them are in use: idle ones are to make room.
    var isShortOfUpstreamConnections: Bool {
        self.upstreamConnections.load(ordering: .relaxed) > self.upstreamConnectionLimit / 5 * 4
    }

    /// How full `limits.memory` is: 0 below 90 %, 1 from there, 2 at the limit (security.md section 3).
    package var memoryPressure: Int {
        get { self.memoryLevel.load(ordering: .relaxed) }
        set { self.memoryLevel.store(newValue, ordering: .relaxed) }
    }
}
