import SQLStore
import Synchronization
package import Telemetry

/// The transaction engine: takes commands from any thread, answers each once, after its batch is durable.
///
/// ```
/// let engine = try await Engine.start(configuration) { … }
/// switch await engine.submit(request) {
/// case .success(let outcome): outcome.status, outcome.body    // carried out, rejected or repeated
/// case .failure(let failure): failure.code                    // not the command's doing
/// }
/// await engine.stop(within: .seconds(20))
/// ```
public final class Engine: Sendable {
    private let queue: CommandQueue
    private let clock: SequencerClock
    private let state = Mutex(EngineState())
    private let refusals: EngineRefusals?

    private init(_ configuration: EngineConfiguration, _ clock: SequencerClock, _ refusals: EngineRefusals?) {
        self.queue = CommandQueue(limit: configuration.queueLimit)
        self.clock = clock
        self.refusals = refusals
    }

    /// Hands a command over without waiting.
    ///
    /// - Parameters:
    ///   - request: The command.
    ///   - completion: Called exactly once: on this thread when the command is refused at once, else on the engine's,
    ///     where it must not block.
    public func submit(
        _ request: CommandRequest,
        completion: @escaping @Sendable (Result<Outcome, EngineFailure>) -> Void
    ) { self.submit(request) { answer, _ in completion(answer) } }

    /// As `submit(_:completion:)`, and says where the time went.
    package func submit(
        _ request: CommandRequest,
        timed completion: @escaping @Sendable (Result<Outcome, EngineFailure>, CommandTiming) -> Void
    ) {
        let command = QueuedCommand(request: request, queuedAt: self.clock.monotonic(), completion: completion)
        guard let code = self.queue.add(command) else { return }
        self.refusals?.count(request)
        command.answer(.failure(EngineFailure(code)))
    }

    /// Hands a command over and waits for its answer; a cancelled task waits on, since the command is not withdrawn.
    public func submit(_ request: CommandRequest) async -> Result<Outcome, EngineFailure> {
        await withCheckedContinuation { continuation in
            self.submit(request) { answer, _ in continuation.resume(returning: answer) }
        }
    }

    /// How many commands wait.
    public var queueDepth: Int { self.queue.count }

    /// The newest link of the audit chain that this engine wrote; nil: none yet.
    public var lastSeal: BatchSeal? { self.state.withLock { $0.lastSeal } }

    /// Accepts nothing more, finishes what waits for as long as `limit`, refuses the rest, and closes the store.
    ///
    /// Returns when all that is done. A batch that has begun is always finished.
    public func stop(within limit: Duration) async {
        self.queue.drain()
        await withTaskGroup { group in
            group.addTask {
                // Cut short when the engine has ended by itself, and by a caller who is cancelled: he waits no longer.
                try? await Task.sleep(for: limit)
                for command in self.queue.close() { command.answer(.failure(EngineFailure(.stopped))) }
            }
            await self.waitUntilEnded()
            group.cancelAll()
        }
    }
}

extension Engine {
    /// Starts an engine's thread and opens its store there.
    ///
    /// - Parameters:
    ///   - configuration: Limits.
    ///   - clock: Time; tests give their own.
    ///   - ids: Where ids of new rows come from.
    ///   - hooks: Who is told what happens.
    ///   - registry: Where metrics are kept; nil: nowhere.
    ///   - makeStore: Opens the store, on the engine's thread.
    /// - Returns: The engine, ready for commands.
    /// - Throws: `storeNotOpened`, `threadNotStarted`.
    package static func start<Store: EngineStore & ~Copyable>(
        _ configuration: EngineConfiguration,
        clock: SequencerClock = .system,
        ids: IDSource = IDSource(),
        hooks: SequencerHooks = SequencerHooks(),
        registry: MetricRegistry? = nil,
        makeStore: @escaping @Sendable () throws(StoreError) -> Store
    ) async throws(EngineError) -> Engine {
        let refusals = registry.map { EngineRefusals($0) }
        let engine = Engine(configuration, clock, refusals)
        var hooks = hooks
        let sealed = hooks.sealed
        hooks.sealed = { seal in
            engine.state.withLock { $0.lastSeal = seal }
            sealed?(seal)
        }
        let result = await withCheckedContinuation { (started: CheckedContinuation<Result<Void, EngineError>, Never>) in
            let code = StoreThread.start("wg-engine") { [hooks] in
                do throws(StoreError) {
                    let sequencer = Sequencer(
                        try makeStore(),
                        queue: engine.queue,
                        batchLimit: configuration.batchLimit,
                        ids: ids,
                        clock: clock,
                        hooks: hooks,
                        metrics: registry.map { SequencerMetrics($0, engine.queue) }
                    )
                    started.resume(returning: .success(()))
                    _ = sequencer.run()
                } catch {
                    started.resume(
                        returning: .failure(EngineError(.storeNotOpened, cause: EngineFailure(error).cause))
                    )
                }
                engine.ended()
            }
            if code != 0 {
                started.resume(returning: .failure(EngineError(.threadNotStarted, cause: "error number \(code)")))
            }
        }
        try result.get()
        return engine
    }

    private func waitUntilEnded() async {
        await withCheckedContinuation { continuation in
            let hasEnded = self.state.withLock { state in
                if !state.hasEnded { state.stopWaiters.append(continuation) }
                return state.hasEnded
            }
            if hasEnded { continuation.resume() }
        }
    }

    /// The store is closed: whoever waited is told.
    private func ended() {
        for command in self.queue.close() { command.answer(.failure(EngineFailure(.stopped))) }
        let waiters = self.state.withLock { state in
            state.hasEnded = true
            defer { state.stopWaiters = [] }
            return state.stopWaiters
        }
        for waiter in waiters { waiter.resume() }
    }
}
