import SQLStore
package import Telemetry

/// An engine with everything that runs beside it: the file's lock, readers, jobs, checkpoints.
///
/// ```
/// let host = try await EngineHost.start(configuration)
/// let answer = await host.engine.submit(request)
/// await host.stop(within: .seconds(20))
/// ```
public final class EngineHost: Sendable {
    /// Takes the commands.
    public let engine: Engine
    /// Scoped reads.
    package let reads: EngineReads
    private let jobs: Task<Void, Never>
    private let checkpoints: Task<Void, Never>?
    private let lock: DatabaseLock?

    private init(
        engine: Engine,
        reads: EngineReads,
        jobs: Task<Void, Never>,
        checkpoints: Task<Void, Never>?,
        lock: DatabaseLock?
    ) {
        self.engine = engine
        self.reads = reads
        self.jobs = jobs
        self.checkpoints = checkpoints
        self.lock = lock
    }

    /// Opens the database and starts an engine on it; an empty SQLite file is set up.
    ///
    /// - Throws: `databaseUnavailable`, `databaseInUse`, `schemaNotUsable`, `rightsTooWide`, `threadNotStarted`.
    public static func start(_ configuration: EngineConfiguration) async throws(EngineError) -> EngineHost {
        try await self.start(configuration, hooks: EngineHostHooks(), registry: nil)
    }

    /// As `start(_:)`, and tells what happens.
    ///
    /// - Parameters:
    ///   - configuration: Database and limits.
    ///   - hooks: Who is told what happens.
    ///   - registry: Where metrics are kept; nil: nowhere.
    /// - Returns: The host, ready for commands and reads.
    /// - Throws: As `start(_:)`.
    package static func start(
        _ configuration: EngineConfiguration,
        hooks: EngineHostHooks,
        registry: MetricRegistry?
    ) async throws(EngineError) -> EngineHost {
        let opening = DatabaseOpening(configuration)
        let opened = try await BlockingThread.run { () throws(EngineError) in try opening.prepare() }
        let engine = try await Self.startEngine(configuration, hooks.sequencer, registry)
        let reads = EngineReads(configuration, hooks)
        for reason in DurabilityLabel.allCases {
            let isDegraded = opened.degraded.contains(reason)
            registry?.set(Families.gatewayEngineDurabilityDegraded, .closed(reason), to: isDegraded ? 1 : 0)
        }
        let runner = JobRunner(
            reads.jobs,
            registry: registry,
            submit: { await engine.submit($0) },
            failed: { hooks.jobFailed?($0, $1) }
        )
        return EngineHost(
            engine: engine,
            reads: reads,
            jobs: Task { await runner.run() },
            checkpoints: reads.checkpoints(hooks.checkpointFailed),
            lock: opened.lock
        )
    }

    private static func startEngine(
        _ configuration: EngineConfiguration,
        _ hooks: SequencerHooks,
        _ registry: MetricRegistry?
    ) async throws(EngineError) -> Engine {
        switch configuration.database {
        case .sqlite(let path):
            let file = SQLiteConfiguration(path: path, synchronous: configuration.sqliteSynchronous)
            return try await Engine.start(configuration, hooks: hooks, registry: registry) { () throws(StoreError) in
                try SQLiteStore(file)
            }
        case .postgreSQL(let url):
            let server = PostgreSQLConfiguration(url: url)
            return try await Engine.start(configuration, hooks: hooks, registry: registry) { () throws(StoreError) in
                try PostgreSQLStore(server)
            }
        }
    }

    /// Accepts nothing more, finishes what waits for as long as `limit`, and closes the database.
    public func stop(within limit: Duration) async {
        self.jobs.cancel()
        self.checkpoints?.cancel()
        await self.engine.stop(within: limit)
        await self.jobs.value
        await self.checkpoints?.value
        await self.reads.stop()
        self.lock?.release()
    }
}

extension SQLiteConfiguration {
    init(path: String, synchronous: SQLiteSynchronous) {
        self.init(path: path)
        self.synchronous = synchronous == .full ? .full : .normal
    }
}
