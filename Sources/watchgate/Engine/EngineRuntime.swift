import EngineCore
import GatewayCore
import LogPipeline
import Logging
import Telemetry

/// The Engine Core in a gateway: started before the gateway is ready, drained before its logs end.
final class EngineRuntime: Sendable {
    let host: EngineHost
    private let anchors: AnchorWriter
    /// Nil without an audit stream.
    private let follower: Task<Void, Never>?

    private init(_ host: EngineHost, _ anchors: AnchorWriter, _ follower: Task<Void, Never>?) {
        (self.host, self.anchors, self.follower) = (host, anchors, follower)
    }

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
        let follower = pipeline.audit.map { EventFollower(host, $0, logger) }
        return EngineRuntime(host, anchors, follower.map { follower in Task { await follower.run() } })
    }

    /// Finishes what waits for as long as `limit`, then writes the last anchor.
    func stop(within limit: Duration) async {
        self.follower?.cancel()
        await self.follower?.value
        await self.host.stop(within: limit)
        await self.anchors.stop()
    }
}
