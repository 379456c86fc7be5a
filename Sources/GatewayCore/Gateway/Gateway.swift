import Glibc
package import NIOCore
import NIOPosix
import Synchronization
package import Telemetry

/// The data plane: shards, listeners, health checks.
///
/// What `serve` starts, reloads and drains.
package final class Gateway: Sendable {
    private let group: MultiThreadedEventLoopGroup
    private let shared: GatewayShared
    private let shards: [Shard]
    private let control: ControlLoop
    private let compiled: Mutex<CompiledPlan>
    private let listeners = Mutex<[any Channel]>([])

    /// Compiles the plan and makes the shards; nothing listens yet.
    /// - Throws: `RouteConflict`, which `check` reports before it comes to this.
    package init(_ plan: GatewayPlan, shared: GatewayShared) throws(RouteConflict) {
        let compiled = try CompiledPlan(plan, shared: shared, previous: nil)
        self.shared = shared
        let observer = shared.recordsTelemetry ? LoopObserver() : nil
        // A delegate makes a loop read the clock on every turn.
        if let observer {
            self.group = MultiThreadedEventLoopGroup(numberOfThreads: plan.server.shards, metricsDelegate: observer)
        } else {
            self.group = MultiThreadedEventLoopGroup(numberOfThreads: plan.server.shards)
        }
        let loops: [any EventLoop] = Array(self.group.makeIterator())
        observer?.watch(loops)
        self.shards = loops.enumerated().map { index, loop in
            Shard(index: index, loop: loop, shared: shared, compiled: compiled)
        }
        self.compiled = Mutex(compiled)
        self.control = ControlLoop(shared: shared)
        self.describe(compiled)
        shared.registry.onGather { [weak self] registry in
            observer?.publish(registry)
            self?.publishHealth(registry)
        }
    }

    /// The rings of access records, for the log pipeline.
    package var rings: [RecordRing] { self.shards.map(\.ring) }

    /// The plan that runs.
    package var plan: GatewayPlan { self.compiled.withLock { $0.plan } }

    /// Resolves the targets, opens the listeners and starts the health checks.
    /// - Returns: The port, which is the plan's, or the one the system chose when that is 0.
    /// - Throws: When the address cannot be bound: in use, or not ours.
    package func start() async throws -> Int {
        let compiled = self.compiled.withLock { $0 }
        await self.control.resolve(compiled)
        let server = compiled.plan.server
        try PortProbe.check(host: server.host, port: server.port)
        var port = server.port
        for shard in self.shards {
            try await shard.loop.submit { shard.startTicking() }.get()
            let channel = try await Listener.bind(shard, host: server.host, port: port)
            port = channel.localAddress?.port ?? port
            self.listeners.withLock { $0.append(channel) }
        }
        self.control.start(compiled)
        return port
    }

    /// Swaps the plan on all shards.
    ///
    /// Listener address and shard count stay as they were at the start.
    package func apply(_ plan: GatewayPlan) async throws {
        let previous = self.compiled.withLock { $0 }
        let next = try CompiledPlan(plan, shared: self.shared, previous: previous)
        await self.control.resolve(next)
        // What the new plan has again must not be freed while shards take it.
        self.setPresent(previous.labelNames.merging(next.labelNames) { $0 + $1 })
        for shard in self.shards {
            try await shard.loop.submit { shard.apply(next) }.get()
        }
        self.compiled.withLock { $0 = next }
        self.setPresent(next.labelNames)
        self.forget(previous, next)
        self.control.start(next)
        self.describe(next)
    }

    /// Stops accepting and waits until the open requests are answered, or the time is over.
    /// - Parameter limit: After this the rest is told `gateway_draining` and cut.
    package func drain(within limit: TimeAmount) async {
        let deadline = NIODeadline.now() + limit
        for shard in self.shards { try? await shard.loop.submit { shard.startDraining() }.get() }
        let listeners = self.listeners.withLock { $0 }
        await withTaskGroup { tasks in
            for listener in listeners { tasks.addTask { await Listener.drain(listener) } }
        }
        while NIODeadline.now() < deadline, await self.openConnections() > 0 {
            try? await Task.sleep(for: .milliseconds(20))
        }
        for shard in self.shards { try? await shard.loop.submit { shard.endDraining() }.get() }
    }

    /// Stops the loops.
    ///
    /// After `drain`.
    package func stop() async {
        self.control.stop()
        for shard in self.shards { try? await shard.loop.submit { shard.stop() }.get() }
        try? await self.group.shutdownGracefully()
    }

    /// Runs a body on the first shard's loop: for tests that look at its thread.
    package func onLoop<Value: Sendable>(_ body: @escaping @Sendable () -> Value) async throws -> Value {
        try await self.shards[0].loop.submit(body).get()
    }

    private func openConnections() async -> Int {
        var count = 0
        for shard in self.shards {
            count += (try? await shard.loop.submit { shard.connectionCount }.get()) ?? 0
        }
        return count
    }

    /// Health changes by itself as ejections end, so it is read when somebody asks.
    private func publishHealth(_ registry: MetricRegistry) {
        let compiled = self.compiled.withLock { $0 }
        let now = MonotonicClock.now()
        for (index, targets) in compiled.targets.enumerated() {
            let upstream = LabelValue.configured(compiled.upstreamLabels[index])
            for target in targets {
                let isUp = target.health.isAvailable(now)
                registry.set(Families.gatewayUpstreamTargetUp, upstream, .configured(target.label), to: isUp ? 1 : 0)
            }
            let isUp = targets.contains { $0.health.isAvailable(now) }
            registry.set(Families.gatewayUpstreamUp, upstream, to: isUp ? 1 : 0)
        }
        let tracked = self.shared.rateLimits.trackedKeys(now: now)
        for limit in compiled.limits {
            let count = tracked[limit.number % tracked.count]
            registry.set(Families.gatewayRatelimitTrackedKeys, .configured(limit.label), to: Double(count))
        }
    }

    /// Takes out the gauges of what the new plan does not have.
    private func forget(_ previous: CompiledPlan, _ next: CompiledPlan) {
        let registry = self.shared.registry
        let kept = Set(next.upstreamLabels)
        for (index, upstream) in previous.upstreamLabels.enumerated() {
            if !kept.contains(upstream) { registry.remove(Families.gatewayUpstreamUp, .configured(upstream)) }
            let place = next.upstreamLabels.firstIndex(of: upstream)
            let targets = Set(place.map { next.targets[$0].map(\.label) } ?? [])
            for target in previous.targets[index] where !targets.contains(target.label) {
                registry.remove(Families.gatewayUpstreamTargetUp, .configured(upstream), .configured(target.label))
            }
        }
        let limits = Set(next.limits.map(\.label))
        for limit in previous.limits where !limits.contains(limit.label) {
            registry.remove(Families.gatewayRatelimitTrackedKeys, .configured(limit.label))
        }
    }

    /// Series of other names are freed.
    private func setPresent(_ names: [String: [ConfiguredLabel]]) {
        for (label, names) in names { self.shared.registry.setPresent(names, label: label) }
    }

    /// Values that follow from the plan.
    private func describe(_ compiled: CompiledPlan) {
        let registry = self.shared.registry
        registry.set(Families.gatewayRoutes, to: Double(compiled.plan.routes.count))
        registry.set(Families.gatewayConnectionsLimit, to: Double(compiled.plan.server.limits.connections))
    }
}
