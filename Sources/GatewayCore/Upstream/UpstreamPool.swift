import DequeModule
import NIOCore
import NIOPosix
import Synchronization
import Telemetry

/// The connections of one shard to one upstream: bounded, kept alive, with a bounded queue of requests that wait.
///
/// - Important: Confined to the shard's event loop.
final class UpstreamPool {
    /// What a request gets that asks for a connection.
    enum Acquisition {
        case connection(UpstreamConnection)
        /// One is being opened for it; `connectionReady` or `connectFailed` follows.
        case connecting
        /// It waits for one to come free; `connectionReady` follows, or it gives up.
        case queued
        /// The queue is full.
        case full
        /// The name of the target has no address.
        case unresolved
        /// The process has no descriptor left for a connection.
        case exhausted
    }

    struct Waiter {
        let handler: ExchangeHandler
        let ticket: UInt64
    }

    /// Idle connections are closed after this long, before common upstreams close them (nginx: 75 s).
    static let idleNanoseconds: UInt64 = 30_000_000_000
    /// The same while descriptors for connections to upstreams are short.
    static let shortIdleNanoseconds: UInt64 = 1_000_000_000

    unowned let shard: Shard
    var plan: UpstreamPlan
    var targets: [PoolTarget] = []
    let metrics: PoolMetrics
    private var balancer: Balancer
    private var candidates: [Balancer.Candidate] = []
    /// Open and opening, over all targets.
    private(set) var connectionCount = 0
    private var waiters = Deque<Waiter>()
    private(set) var waiterCount = 0
    private var isServing = false
    var activeRequests = 0
    var activeRetries = 0
    /// Durations of attempts, cached by what they are labelled with.
    var attemptDurations: HistogramCache
    let label: ConfiguredLabel

    init(_ plan: UpstreamPlan, targets: [SharedTarget], label: ConfiguredLabel, shard: Shard) {
        self.shard = shard
        self.plan = plan
        self.label = label
        self.metrics = PoolMetrics(label, shard.metrics.writer)
        self.balancer = Balancer(plan.balance)
        self.attemptDurations = HistogramCache()
        self.setTargets(targets)
    }

    /// Takes a reloaded plan: targets that stay keep their connections, the others' are closed when they come free.
    func update(_ plan: UpstreamPlan, targets: [SharedTarget]) {
        if plan.balance != self.plan.balance { self.balancer = Balancer(plan.balance) }
        self.plan = plan
        self.setTargets(targets)
    }

    private func setTargets(_ shared: [SharedTarget]) {
        let old = self.targets
        let next = zip(shared, self.plan.targets).map { shared, plan in
            if let kept = old.first(where: { $0.shared === shared && $0.weight == plan.weight }) { return kept }
            return PoolTarget(shared, weight: plan.weight, upstream: self.label, metrics: self.shard.metrics.writer)
        }
        self.targets = next
        self.candidates = self.targets.map {
            Balancer.Candidate(weight: $0.weight, activeCount: $0.activeCount, identity: $0.shared.identity)
        }
        for target in old where !next.contains(where: { $0 === target }) { self.retire(target) }
    }

    /// Closes what is idle; the rest closes when it is released.
    func retireAll() {
        for target in self.targets { self.retire(target) }
    }

    private func retire(_ target: PoolTarget) {
        target.isRetired = true
        self.shard.retire(target)
        for connection in target.idle { connection.close() }
    }

    /// Chooses the target of an attempt.
    func choose(excluded: PoolTarget?, hash: UInt64, now: UInt64) -> PoolTarget? {
        if self.targets.count == 1 {
            return self.targets[0].shared.health.isAvailable(now) ? self.targets[0] : nil
        }
        var excludedIndex = -1
        for index in self.targets.indices {
            let target = self.targets[index]
            self.candidates[index].activeCount = target.activeCount
            self.candidates[index].isAvailable = target.shared.health.isAvailable(now)
            if target === excluded { excludedIndex = index }
        }
        let chosen = self.balancer.choose(
            self.candidates,
            excluded: excludedIndex,
            hash: hash,
            random: &self.shard.random
        )
        return chosen.map { self.targets[$0] }
    }

    /// Asks for a connection to a target.
    ///
    /// `fresh`: An idle connection will not do: one was stale just now.
    func acquire(_ target: PoolTarget, for handler: ExchangeHandler, fresh: Bool) -> Acquisition {
        if !fresh {
            while let connection = target.idle.popLast() {
                self.metrics.idle.add(-1)
                if !connection.isOpen { continue }
                self.metrics.used.add(1)
                self.metrics.reused.add()
                return .connection(connection)
            }
        } else if let oldest = target.idle.first, self.connectionCount >= self.plan.pool.connections {
            oldest.close()
        }
        if self.connectionCount < self.plan.pool.connections { return self.connect(target, for: handler) }
        if self.waiterCount == 0, let oldest = self.oldestIdle() {
            // Connections that lie idle at other targets must not keep this one from being used.
            oldest.close()
            return self.connect(target, for: handler)
        }
        if self.waiterCount >= self.plan.pool.waiters { return .full }
        self.waiters.append(Waiter(handler: handler, ticket: handler.waiterTicket))
        self.waiterCount += 1
        self.metrics.pending.add(1)
        return .queued
    }

    /// The connection that has been idle longest, at whatever target.
    private func oldestIdle() -> UpstreamConnection? {
        self.targets.compactMap(\.idle.first).min { $0.idleSince < $1.idleSince }
    }

    /// A waiting request gave up; its entry is skipped when its turn comes.
    func cancelWait() {
        self.waiterCount -= 1
        self.metrics.pending.add(-1)
        // Entries of requests that gave up must not pile up while no connection comes free.
        if self.waiters.count > 2 * self.waiterCount + 64 {
            self.waiters.removeAll { $0.ticket != $0.handler.waiterTicket || !$0.handler.isWaitingForPool }
        }
    }

    private func connect(_ target: PoolTarget, for handler: ExchangeHandler) -> Acquisition {
        guard let address = target.shared.address else { return .unresolved }
        guard self.hasDescriptor() else { return .exhausted }
        let connection = UpstreamConnection(pool: self, target: target, owner: handler)
        handler.connectingUpstream = connection
        self.changeCount(by: 1)
        self.metrics.connecting.add(1)
        connection.connect(to: address, timeout: self.plan.timeouts.connect)
        return .connecting
    }

    private func changeCount(by change: Int) {
        self.connectionCount += change
        self.shard.shared.upstreamConnections.wrappingAdd(change, ordering: .relaxed)
    }

    /// Whether there is a descriptor for one more connection; the shard's connection that has been idle longest gives
    /// its own.
    private func hasDescriptor() -> Bool {
        let shared = self.shard.shared
        if shared.upstreamConnections.load(ordering: .relaxed) < shared.upstreamConnectionLimit { return true }
        let oldest = self.shard.plan.pools.compactMap { $0.oldestIdle() }.min { $0.idleSince < $1.idleSince }
        oldest?.close()
        return oldest != nil
    }

    // MARK: What connections report

    func connected(_ connection: UpstreamConnection) {
        self.metrics.connecting.add(-1)
        self.metrics.new.add()
        self.metrics.used.add(1)
        if let owner = connection.owner {
            owner.connectingUpstream = nil
            owner.connectionReady(connection)
        } else {
            self.release(connection)
        }
    }

    func connectFailed(_ connection: UpstreamConnection, _ outcome: Outcome) {
        self.metrics.connecting.add(-1)
        self.changeCount(by: -1)
        if outcome == .upstreamConnectTimeout { self.metrics.connectTimeouts.add() }
        if outcome.who == .upstream { self.metrics.connectFailures.add() }
        if let owner = connection.owner {
            connection.owner = nil
            owner.connectingUpstream = nil
            owner.connectFailed(outcome)
        }
        self.serveWaitersSoon()
    }

    /// Takes a connection back after a complete exchange.
    func release(_ connection: UpstreamConnection) {
        connection.owner = nil
        connection.input = self.shard.emptyBuffer
        if connection.target.isRetired || self.shard.isDraining || !connection.isOpen {
            connection.close()
            return
        }
        if let waiter = self.nextWaiter() {
            self.metrics.reused.add()
            waiter.connectionReady(connection)
            return
        }
        self.metrics.used.add(-1)
        self.metrics.idle.add(1)
        connection.idleSince = self.shard.now
        connection.target.idle.append(connection)
    }

    /// A connection that was open is gone.
    func closed(_ connection: UpstreamConnection) {
        self.changeCount(by: -1)
        if let index = connection.target.idle.firstIndex(where: { $0 === connection }) {
            connection.target.idle.remove(at: index)
            self.metrics.idle.add(-1)
        } else {
            self.metrics.used.add(-1)
        }
        self.serveWaitersSoon()
    }

    private func nextWaiter() -> ExchangeHandler? {
        while let waiter = self.waiters.popFirst() {
            guard waiter.handler.isWaitingForPool, waiter.handler.waiterTicket == waiter.ticket else { continue }
            self.waiterCount -= 1
            self.metrics.pending.add(-1)
            return waiter.handler
        }
        return nil
    }

    /// Opens connections for requests that wait, after one has closed: in a turn of its own, because connections close in
    /// the middle of other work.
    private func serveWaitersSoon() {
        guard self.waiterCount > 0, !self.isServing else { return }
        self.isServing = true
        let bound = NIOLoopBound(self, eventLoop: self.shard.loop)
        self.shard.loop.execute {
            bound.value.isServing = false
            bound.value.serveWaiters()
        }
    }

    private func serveWaiters() {
        while self.connectionCount < self.plan.pool.connections, self.waiterCount > 0 {
            guard let waiter = self.nextWaiter() else { return }
            waiter.retryAcquire()
        }
    }

    /// Closes connections that have been idle too long.
    ///
    /// Once a second.
    func sweepIdle(_ now: UInt64) {
        let isShort = self.shard.shared.isShortOfUpstreamConnections
        let longest = isShort ? Self.shortIdleNanoseconds : Self.idleNanoseconds
        for target in self.targets {
            // Oldest first; closing removes the entry.
            while let oldest = target.idle.first, now > oldest.idleSince + longest { oldest.close() }
        }
    }

    // MARK: Passive health

    /// Notes how an attempt ended and ejects a target that keeps failing.
    func attemptEnded(_ target: PoolTarget, isError: Bool, now: UInt64) {
        (isError ? target.errorCounter : target.okCounter).add()
        guard target.shared.health.attemptEnded(isError: isError, limit: self.plan.ejection.errors) else { return }
        let ejected = self.targets.count { $0.shared.health.isEjected(now) }
        guard
            EjectionShare.allowsOneMore(
                ejected: ejected,
                count: self.targets.count,
                maxShare: self.plan.ejection.maxShare
            )
        else { return }
        target.shared.health.eject(until: now + UInt64(self.plan.ejection.time.nanoseconds))
        self.metrics.ejectedForErrors.add()
    }
}
