import Dispatch
import Foundation
import GatewayCore
import LogPipeline
import Logging
import NIOCore
import Synchronization
import Telemetry

/// A running gateway: telemetry, log pipeline, admin listener and data plane, wired together.
///
/// `serve` and `demo` run it.
final class GatewayRuntime: Sendable {
    let registry: MetricRegistry
    let logger: Logger
    private let names = NameTable()
    private let pipeline: LogPipeline
    private let gateway: Gateway
    private let shared: GatewayShared
    private let admin: AdminServer
    private let health = HealthState()
    private let poller: Poller
    private let fingerprintKey: FingerprintKeyFile
    private let startedPlan: GatewayPlan
    private let audit: RuntimeAudit
    private let engine = Mutex<EngineRuntime?>(nil)

    /// `recordsTelemetry`: False for `serve --telemetry off`.
    /// - Throws: `LogPipelineError` when a log file cannot be opened, `RouteConflict`.
    init(plan: GatewayPlan, recordsTelemetry: Bool = true) throws {
        var plan = plan
        let clamped = DescriptorLimit.raise(for: plan.server.limits.connections)
        plan.server.limits.connections = clamped
        self.startedPlan = plan
        self.registry = MetricRegistry(names: self.names, limits: Self.limits(plan.telemetry))
        var configuration = RuntimeLogs.configuration(plan, names: self.names)
        try StateFolders.make(plan)
        try RuntimeLogs.addRings(plan, to: &configuration)
        self.pipeline = LogPipeline(configuration: configuration, registry: self.registry)
        self.logger = Logger(label: "gateway", factory: self.pipeline.logHandlerFactory)
        self.audit = RuntimeAudit(pipeline: self.pipeline, logger: self.logger)
        let rings = configuration.rings
        self.shared = GatewayShared(
            names: self.names,
            registry: self.registry,
            recordsTelemetry: recordsTelemetry
        ) { rings?.makeRing(shard: $0, bytes: $1) ?? RecordRing(bytes: $1) }
        self.fingerprintKey = FingerprintKeyFile(folder: plan.stateDirectory, keys: self.shared.fingerprintKeys)
        if recordsTelemetry { self.fingerprintKey.renew(self.logger) }
        self.shared.upstreamConnectionLimit = DescriptorLimit.connections
        self.gateway = try Gateway(plan, shared: self.shared)
        self.admin = AdminServer(registry: self.registry, health: self.health)
        let logFolder = (configuration.fileAccessPath as NSString).deletingLastPathComponent
        let disks = DiskSampler(registry: self.registry, folders: [(.log, logFolder)])
        self.poller = Poller(ProcessSampler(registry: self.registry), disks)
        for ring in self.gateway.rings { self.pipeline.attach(ring) }
        BuildFacts.publish(to: self.registry)
        self.publishReady(false)
        let reloads = Families.gatewayConfigReloads
        for result in ReloadLabel.allCases { self.registry.set(reloads, .closed(result), to: 0) }
        self.publishApplied(plan)
    }

    /// Starts everything; ready when it returns.
    /// - Returns: The ports that were bound.
    func start() async throws -> (port: Int, adminPort: Int) {
        try self.pipeline.start()
        do {
            return try await self.startServing()
        } catch {
            await self.engine.withLock { $0 }?.stop(within: .zero)
            // What was logged is written, and no rings are left: a service that cannot start is started again and again.
            self.pipeline.stop(within: 1)
            throw error
        }
    }

    private func startServing() async throws -> (port: Int, adminPort: Int) {
        let shared = self.shared
        let limit = self.startedPlan.server.limits.memoryBytes
        let (key, logger) = (self.fingerprintKey, self.logger)
        let registry = self.registry
        self.poller.start { sample in
            key.renew(logger)
            registry.govern()
            // Hidden, or no descriptor left to look: what was known last still holds.
            guard let resident = sample.residentBytes else { return }
            let used = Int(resident)
            shared.memoryPressure = used >= limit ? 2 : used >= limit / 10 * 9 ? 1 : 0
        }
        let adminPort = try await StartError.naming("admin", self.startedPlan.admin.host, self.startedPlan.admin.port) {
            try await self.admin.start(self.startedPlan.admin)
        }
        try await self.startEngine()
        let server = self.startedPlan.server
        let port = try await StartError.naming("server", server.host, server.port) { try await self.gateway.start() }
        await self.audit.started(self.startedPlan.hash)
        self.health.state = .ready
        self.publishReady(true)
        self.logger.info(
            "gateway is ready",
            metadata: [
                "address": "\(server.host):\(port)", "shards": "\(server.shards)",
                "config_hash": "\(self.startedPlan.hash)", "connections_limit": "\(server.limits.connections)",
            ]
        )
        return (port, adminPort)
    }

    private func startEngine() async throws(StartError) {
        guard self.startedPlan.platform.isOn else { return }
        let engine = try await EngineRuntime.start(
            self.startedPlan,
            registry: self.registry,
            pipeline: self.pipeline,
            logger: Logger(label: "engine", factory: self.pipeline.logHandlerFactory)
        )
        self.engine.withLock { $0 = engine }
    }

    /// Swaps the plan, once that is on record.
    /// - Throws: `AuditError` when it cannot be put on record.
    func apply(_ plan: GatewayPlan) async throws {
        var plan = plan
        let fixed = self.startedPlan
        if plan.server.host != fixed.server.host || plan.server.port != fixed.server.port
            || plan.server.shards != fixed.server.shards || plan.admin != fixed.admin || plan.logs != fixed.logs
            || plan.telemetry != fixed.telemetry || plan.traces != fixed.traces || plan.platform != fixed.platform
        {
            self.logger.warning(
                """
                server.host, server.port, server.shards, admin, logs, telemetry and the engine's keys change only with a \
                restart
                """
            )
        }
        plan.server.host = fixed.server.host
        plan.server.port = fixed.server.port
        plan.server.shards = fixed.server.shards
        plan.admin = fixed.admin
        plan.logs = fixed.logs
        plan.telemetry = fixed.telemetry
        plan.traces = fixed.traces
        plan.platform = fixed.platform
        plan.server.limits.connections = min(plan.server.limits.connections, DescriptorLimit.connections)
        try await self.audit.reloading(from: self.gateway.plan.hash, to: plan.hash)
        try await self.gateway.apply(plan)
        self.publishApplied(plan)
        self.countReload(.applied)
        self.logger.notice("configuration applied", metadata: ["config_hash": "\(plan.hash)"])
    }

    /// Notes that a new configuration was refused; the old one stays.
    func reloadRejected(_ reason: String) async {
        self.countReload(.rejected)
        self.registry.set(Families.gatewayConfigLastReloadSuccessful, to: 0)
        self.logger.error("configuration rejected; the old one stays", metadata: ["reason": "\(reason)"])
        await self.audit.reloadRejected(reason, keeping: self.gateway.plan.hash)
    }

    /// Not ready, drain, flush, stop.
    func shutDown() async {
        self.health.state = .draining
        self.publishReady(false)
        self.logger.notice("draining")
        await self.audit.stopping(self.gateway.plan.hash)
        let drain = self.gateway.plan.server.timeouts.drain
        // The last fifth, at most 5 s, is kept for the log.
        let flush = min(Double(drain.nanoseconds) / 5e9, 5)
        let open = TimeAmount.nanoseconds(drain.nanoseconds - Int64(flush * 1e9))
        await self.gateway.drain(within: open)
        await self.gateway.stop()
        await self.engine.withLock { $0 }?.stop(within: .nanoseconds(open.nanoseconds))
        self.poller.stop()
        self.pipeline.stop(within: flush)
        await self.admin.stop()
    }

    private static func limits(_ plan: TelemetryPlan) -> RegistryLimits {
        var limits = RegistryLimits()
        limits.children = plan.series
        limits.familyChildren = plan.familySeries
        limits.bytes = plan.bytes
        limits.idleMilliseconds = UInt64(plan.idle.nanoseconds / 1_000_000)
        return limits
    }

    /// Makes the handlers of the app stream.
    var logHandlerFactory: @Sendable (String) -> any LogHandler { self.pipeline.logHandlerFactory }

    private func publishReady(_ isReady: Bool) { self.registry.set(Families.gatewayReady, to: isReady ? 1 : 0) }

    private func publishApplied(_ plan: GatewayPlan) {
        self.registry.setInfo(Families.gatewayConfigInfo, [plan.hash])
        self.registry.set(Families.gatewayConfigLastReloadSuccessful, to: 1)
        let now = Date().timeIntervalSince1970
        self.registry.set(Families.gatewayConfigLastReloadSuccessTimestamp, to: now)
    }

    private func countReload(_ result: ReloadLabel) {
        let count = self.poller.count(result)
        self.registry.set(Families.gatewayConfigReloads, .closed(result), to: count)
    }
}
