import NIOCore
import NIOPosix
import Synchronization
import Telemetry

/// The loop beside the shards: active health checks and name resolution.
///
/// Nothing on it can slow a request.
final class ControlLoop: Sendable {
    private static let resolveInterval = TimeAmount.seconds(30)
    private static let resolveLimit = TimeAmount.seconds(2)
    private static let resolverThreads = 4

    private let group = MultiThreadedEventLoopGroup(numberOfThreads: 1)
    private let resolver = NIOThreadPool(numberOfThreads: ControlLoop.resolverThreads)
    private let shared: GatewayShared
    private let writer: MetricWriter
    /// Counts plans: work for an earlier one ends by itself.
    private let generation = Mutex(0)

    init(shared: GatewayShared) {
        self.shared = shared
        self.writer = shared.registry.makeWriter()
        self.resolver.start()
    }

    /// Asks for the addresses of all names, and goes on after 2 s at the latest: a resolver that does not answer delays
    /// neither start nor reload (security.md section 11).
    ///
    /// What comes later is taken when it comes.
    func resolve(_ compiled: CompiledPlan) async {
        let targets = compiled.targets.joined().filter { $0.needsResolution }
        guard !targets.isEmpty else { return }
        let loop = self.group.next()
        let answers = targets.map { target in self.resolver.runIfActive(eventLoop: loop) { target.resolve() } }
        let done = loop.makePromise(of: Void.self)
        EventLoopFuture.andAllComplete(answers, on: loop).whenComplete { _ in done.succeed() }
        let deadline = loop.scheduleTask(in: Self.resolveLimit) { done.succeed() }
        try? await done.futureResult.get()
        deadline.cancel()
    }

    /// Starts what a plan needs; what an earlier plan needed stops.
    func start(_ compiled: CompiledPlan) {
        let generation = self.generation.withLock { value in
            value += 1
            // A check under way until now may have found a target unhealthy after its plan was gone.
            for (index, upstream) in compiled.plan.upstreams.enumerated() where upstream.health == nil {
                for target in compiled.targets[index] { target.health.forgetChecks() }
            }
            return value
        }
        let loop = self.group.next()
        // No handle is kept from one turn of this loop to the next.
        loop.execute { self.writer.acknowledge() }
        for (index, upstream) in compiled.plan.upstreams.enumerated() {
            guard let health = upstream.health else { continue }
            let label = compiled.upstreamLabels[index]
            _ = self.ejections(label)
            for target in compiled.targets[index] {
                let check = HealthCheck(target: target, plan: health, timeouts: upstream.timeouts)
                self.schedule(check, label, generation, loop, after: .milliseconds(100))
            }
        }
        self.scheduleResolution(compiled, generation, loop)
    }

    func stop() {
        self.generation.withLock { $0 += 1 }
        self.resolver.shutdownGracefully { _ in }
        self.group.shutdownGracefully { _ in }
    }

    private func isCurrent(_ generation: Int) -> Bool { self.generation.withLock { $0 == generation } }

    private func ejections(_ upstream: ConfiguredLabel) -> Counter {
        self.writer.counter(
            Families.gatewayUpstreamEjections,
            .configured(upstream),
            .closed(EjectionLabel.health)
        )
    }

    private func schedule(
        _ check: HealthCheck,
        _ upstream: ConfiguredLabel,
        _ generation: Int,
        _ loop: any EventLoop,
        after delay: TimeAmount
    ) {
        loop.scheduleTask(in: delay) {
            guard self.isCurrent(generation) else { return }
            check.run(on: loop).whenComplete { result in
                let isHealthy = (try? result.get()) ?? false
                let hasChanged = self.generation.withLock { current -> Bool? in
                    current == generation ? check.target.health.checkEnded(isHealthy: isHealthy) : nil
                }
                guard let hasChanged else { return }
                if hasChanged, !isHealthy { self.ejections(upstream).add() }
                self.schedule(check, upstream, generation, loop, after: check.plan.interval)
            }
        }
    }

    private func scheduleResolution(_ compiled: CompiledPlan, _ generation: Int, _ loop: any EventLoop) {
        guard compiled.targets.joined().contains(where: { $0.needsResolution }) else { return }
        loop.scheduleTask(in: Self.resolveInterval) {
            guard self.isCurrent(generation) else { return }
            Task { await self.resolve(compiled) }
            self.scheduleResolution(compiled, generation, loop)
        }
    }
}
