import EngineCore
import GatewayCore
import LogPipeline
import Logging
import Telemetry

/// The Engine Core in a gateway: started before the gateway is ready, drained before its logs end.
final class EngineRuntime: Sendable {
    let host: EngineHost
    private let anchors: AnchorWriter

    private init(_ host: EngineHost, _ anchors: AnchorWriter) { (self.host, self.anchors) = (host, anchors) }

    /// - Throws: `StartError`: 69 when the database is not there or in use, 78 for another schema.
    static func start(
        _ plan: GatewayPlan,
        registry: MetricRegistry,
        pipeline: LogPipeline,
        logger: Logger
    ) async throws(StartError) -> EngineRuntime {
        let settings = try EngineSettings(plan)
        let anchors = AnchorWriter(pipeline, logger)
        var hooks = EngineHostHooks()
        hooks.sequencer = EngineLog(logger).hooks
        hooks.sequencer.sealed = { anchors.sealed($0) }
        hooks.jobFailed = { job, error in
            logger.warning("a job of the engine failed", metadata: ["job": "\(job)", "reason": "\(error)"])
        }
        hooks.checkpointFailed = { error in
            logger.error("the database's log was not moved into its file", metadata: ["reason": "\(error)"])
        }
        hooks.slowRead = { name, nanoseconds in
            logger.warning("a read was slow", metadata: ["read": "\(name)", "ms": "\(nanoseconds / 1_000_000)"])
        }
        let host: EngineHost
        do throws(EngineError) {
            host = try await EngineHost.start(settings.engine, hooks: hooks, registry: registry)
        } catch {
            throw StartError(error)
        }
        logger.info("engine is ready", metadata: ["database": "\(settings.engine.database.place)"])
        return EngineRuntime(host, anchors)
    }

    /// Finishes what waits for as long as `limit`, then writes the last anchor.
    func stop(within limit: Duration) async {
        await self.host.stop(within: limit)
        await self.anchors.stop()
    }
}
