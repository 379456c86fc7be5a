import Glibc
package import NIOCore
import Synchronization
package import Telemetry

/// One event loop and all it owns: connections, pools, deadlines, metric slots, a log ring.
///
/// Nothing here is locked: everything is confined to the loop. What other threads may call says so.
package final class Shard: @unchecked Sendable {
    static let tick = TimeAmount.milliseconds(100)

    package let index: Int
    package let loop: any EventLoop
    package let shared: GatewayShared
    package let ring: RecordRing
    let sampling: AccessSampling
    let recordTexts: RecordTexts
    /// Nil: no spans are made.
    let tracing: ShardTracing?
    /// Whether a caller's trace goes on.
    let continuesTraces: Bool
    let metrics: ShardMetrics
    let emptyBuffer = ByteBuffer()

    /// Set once before the shard runs; nil only inside `init`.
    private var currentPlan: ShardPlan?
    var wheel: TimerWheel
    var random: RandomSource
    /// Counts the records of this shard.
    var sequence: UInt64 = 0
    /// The monotonic clock at the last tick: good enough for deadlines.
    private(set) var now: UInt64
    /// Wall clock minus monotonic clock.
    private(set) var wallOffset: Int64
    /// `Date` (RFC 9110 section 5.6.7), rendered once a second.
    private(set) var dateText: [UInt8] = []
    private var dateSecond: Int64 = 0
    private(set) var isDraining = false
    private var handlers: [ExchangeHandler?] = []
    private var expired: [Int32] = []
    private var scratch: ByteBuffer?
    private var nextTick: NIODeadline = .now()
    private var ticks = 0
    private var isStopped = false
    private var wasTight = false
    /// Of plans before the current one.
    private var retiredHandles = RetiredHandles()
    private var hasOldPolicies = false

    init(index: Int, loop: any EventLoop, shared: GatewayShared, compiled: CompiledPlan) {
        self.index = index
        self.loop = loop
        self.shared = shared
        let logs = compiled.plan.logs
        self.ring = shared.makeRing(index, logs.ringBytes)
        self.sampling = AccessSampling(
            rate: logs.accessSample,
            slowNanoseconds: UInt64(logs.accessSlow.nanoseconds),
            key: shared.salt
        )
        self.recordTexts = RecordTexts(logs.privacy, shared.fingerprintKeys)
        self.metrics = ShardMetrics(shared.registry.makeWriter(), loop: index)
        let traces = compiled.plan.traces
        let isTracing = traces.otlp != nil && shared.recordsTelemetry
        self.tracing = isTracing ? ShardTracing(traces, self.metrics.writer, key: shared.salt) : nil
        self.continuesTraces = traces.continuesInbound
        let now = MonotonicClock.now()
        self.now = now
        self.wheel = TimerWheel(now: now)
        self.wallOffset = WallClock.now() - Int64(bitPattern: now)
        var generator = SystemRandomNumberGenerator()
        self.random = RandomSource(seed: generator.next())
        self.currentPlan = ShardPlan(compiled, shard: self, previous: nil)
        self.refreshDate()
    }

    // MARK: Plan

    var plan: ShardPlan {
        guard let plan = self.currentPlan else { preconditionFailure("shard \(self.index) has no plan") }
        return plan
    }

    /// Swaps the plan between two requests; exchanges in flight end under the one they began with.
    func apply(_ compiled: CompiledPlan) {
        let previous = self.plan
        self.hasOldPolicies = true
        self.currentPlan = ShardPlan(compiled, shard: self, previous: previous)
        for route in previous.routes { self.retire(route) }
        for pool in previous.pools where !self.plan.pools.contains(where: { $0 === pool }) { self.retire(pool) }
    }

    /// Notes what holds metric handles and belongs to no plan any more.
    func retire(_ holder: AnyObject) { self.retiredHandles.add(holder) }

    /// Tells the registry that handles of what earlier plans had are gone, once they are.
    private func acknowledgeMetrics() {
        guard self.retiredHandles.areGone() else { return }
        if self.hasOldPolicies { self.metrics.rateLimits.keep(self.plan.compiled.limits.map(\.label)) }
        self.hasOldPolicies = false
        self.metrics.writer.acknowledge()
    }

    func isTrustedProxy(_ client: ClientKey) -> Bool {
        let blocks = self.plan.compiled.plan.server.trustedProxies
        return !blocks.isEmpty && blocks.contains { $0.contains(high: client.high, low: client.low) }
    }

    /// How long a connection may be idle: less when they become scarce, and much less while draining.
    var idleNanoseconds: UInt64 {
        if self.isDraining { return 2_000_000_000 }
        if self.shared.memoryPressure > 0 { return 0 }
        return self.isScarce ? min(self.plan.times.idle, 5_000_000_000) : self.plan.times.idle
    }

    /// Open connections exceed 80 % of the limit.
    private var isScarce: Bool {
        let limit = self.plan.compiled.plan.server.limits.connections
        return self.shared.openConnections.load(ordering: .relaxed) * 5 > limit * 4
    }

    /// Idle connections close sooner from the moment on in which connections or memory become scarce, those that were
    /// idle before included.
    private func watchScarcity(_ now: UInt64) {
        let isTight = self.isScarce || self.shared.memoryPressure > 0
        defer { self.wasTight = isTight }
        guard isTight, !self.wasTight else { return }
        for handler in self.handlers {
            if let handler, handler.stage == .idle { handler.updateDeadline(now) }
        }
    }

    // MARK: Buffers

    /// The buffer in which heads are written: one per shard, so that writing a head does not allocate.
    func takeScratch() -> ByteBuffer {
        guard var buffer = self.scratch else { return ByteBuffer() }
        self.scratch = nil
        // While a channel still holds the bytes this makes a new buffer.
        buffer.clear(minimumCapacity: 32_768)
        return buffer
    }

    func giveScratch(_ buffer: inout ByteBuffer) {
        if buffer.capacity >= 16_384 || self.scratch == nil { self.scratch = buffer }
        buffer = self.emptyBuffer
    }

    // MARK: Telemetry

    /// Runs a booking, unless telemetry is off.
    @inline(__always)
    func record(_ body: (Shard) -> Void) {
        if self.shared.recordsTelemetry { body(self) }
    }

    /// Requests in flight by method.
    @inline(__always)
    func count(_ method: MethodLabel, _ change: Int64) {
        if self.shared.recordsTelemetry { self.metrics.activeRequests[Int(method.rawValue)].add(change) }
    }

    @inline(__always)
    func rateLimited(_ policy: ConfiguredLabel, _ decision: RateLimitDecisionLabel, _ duration: UInt64) {
        if self.shared.recordsTelemetry { self.metrics.rateLimits.count(policy, decision, duration) }
    }

    // MARK: Connections

    /// A connection was accepted: counts it in, or finds it one too many.
    func opened(_ handler: ExchangeHandler) {
        handler.timer = self.wheel.add()
        while self.handlers.count <= Int(handler.timer) { self.handlers.append(nil) }
        self.handlers[Int(handler.timer)] = handler
        self.metrics.openedConnections.add()
        let limits = self.plan.compiled.plan.server.limits
        let open = self.shared.openConnections.wrappingAdd(1, ordering: .relaxed).newValue
        var isAdmitted = open <= limits.connections && self.shared.memoryPressure == 0
        if isAdmitted, let perClient = limits.connectionsPerClient, !handler.isTrustedProxy {
            isAdmitted = self.shared.clients.open(handler.peer, limit: perClient)
            handler.isCountedPerClient = isAdmitted
        }
        if !isAdmitted { self.shared.openConnections.wrappingSubtract(1, ordering: .relaxed) }
        handler.isAdmitted = isAdmitted
        if isAdmitted { self.metrics.idleConnections.add(1) }
    }

    func closed(_ handler: ExchangeHandler) {
        guard handler.timer >= 0 else { return }
        self.handlers[Int(handler.timer)] = nil
        self.wheel.remove(handler.timer)
        handler.timer = -1
        self.metrics.connectionClosed(handler.closeReason ?? .client)
        guard handler.isAdmitted else { return }
        self.metrics.idleConnections.add(-1)
        self.shared.openConnections.wrappingSubtract(1, ordering: .relaxed)
        if handler.isCountedPerClient { self.shared.clients.close(handler.peer) }
    }

    func requestStarted(_ handler: ExchangeHandler) {
        self.metrics.idleConnections.add(-1)
        self.metrics.activeConnections.add(1)
    }

    func requestEnded(_ handler: ExchangeHandler) {
        self.metrics.activeConnections.add(-1)
        self.metrics.idleConnections.add(1)
    }

    /// Open connections of this shard.
    var connectionCount: Int { self.wheel.count }

    // MARK: Time

    func startTicking() {
        self.nextTick = .now() + Self.tick
        self.scheduleTick()
    }

    private func scheduleTick() {
        guard !self.isStopped else { return }
        // Fails only when the loop is shutting down, and then no tick is wanted.
        _ = try? self.loop.scheduleCallback(at: self.nextTick, handler: self)
    }

    private func ticked() {
        let now = MonotonicClock.now()
        self.metrics.loopLag.record(now &- min(self.nextTick.uptimeNanoseconds, now))
        self.now = now
        self.wallOffset = WallClock.now() - Int64(bitPattern: now)
        self.refreshDate()
        self.expired.removeAll(keepingCapacity: true)
        self.wheel.advance(to: now, expired: &self.expired)
        for id in self.expired { self.handlers[Int(id)]?.deadlineFired(now) }
        self.ticks += 1
        self.watchScarcity(now)
        if self.ticks % 10 == 0 {
            for pool in self.plan.pools { pool.sweepIdle(now) }
            self.acknowledgeMetrics()
        }
        // Late ticks are not made up for.
        self.nextTick = max(self.nextTick + Self.tick, .now() + .milliseconds(10))
        self.scheduleTick()
    }

    private func refreshDate() {
        let second = (self.wallOffset &+ Int64(bitPattern: self.now)) / 1_000_000_000
        if second == self.dateSecond { return }
        self.dateSecond = second
        self.dateText = HTTPDate.render(second)
    }

    // MARK: Draining

    /// From here on every answer closes its connection, and idle connections close soon.
    func startDraining() {
        self.isDraining = true
        for handler in self.handlers {
            guard let handler, handler.stage == .idle else { continue }
            // Restarted from now: a request that is on its way finds the connection open.
            handler.setStage(.idle, self.now)
            handler.updateDeadline(self.now)
        }
    }

    /// The drain time is over.
    func endDraining() {
        for handler in self.handlers { handler?.endDrain() }
    }

    func stop() {
        self.isStopped = true
        for pool in self.plan.pools { pool.retireAll() }
    }
}

extension Shard: NIOScheduledCallbackHandler {
    package func handleScheduledCallback(eventLoop: some EventLoop) { self.ticked() }
}
