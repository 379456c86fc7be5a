import EngineCore
import LogPipeline
import Logging
import Synchronization

/// Writes the newest link of the engine's chain into the audit stream, every second while there are new ones.
///
/// What is written there lies outside the database, so a changed database can be told from the one that was.
final class AnchorWriter: Sendable {
    private struct State {
        var newest: BatchSeal?
        var written: Int64 = 0
        var task: Task<Void, Never>?
    }

    private let audit: AuditLog?
    private let logger: Logger
    private let state = Mutex(State())

    init(_ pipeline: LogPipeline, _ logger: Logger) {
        self.audit = pipeline.audit
        self.logger = logger
        self.state.withLock { state in
            state.task = Task { [weak self] in
                // Cancellation ends the pause, and then the loop.
                while (try? await Task.sleep(for: .seconds(1))) != nil { await self?.write() }
            }
        }
    }

    /// Takes note of a link; on the engine's thread.
    func sealed(_ seal: BatchSeal) { self.state.withLock { $0.newest = seal } }

    /// Ends the writing, after the last link.
    func stop() async {
        let task = self.state.withLock { $0.task }
        task?.cancel()
        await task?.value
        await self.write()
    }

    private func write() async {
        let seal = self.state.withLock { state in state.newest.flatMap { $0.batch > state.written ? $0 : nil } }
        guard let audit, let seal else { return }
        do {
            try await audit.append(.anchor(batch: seal.batch, hash: HexText.text(seal.hash)))
            self.state.withLock { $0.written = max($0.written, seal.batch) }
        } catch {
            self.logger.critical(
                "an anchor of the engine's chain is not on record",
                metadata: ["batch": "\(seal.batch)", "reason": "\(error)"]
            )
        }
    }
}
