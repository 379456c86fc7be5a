import EngineCore
import LogPipeline
import Logging

/// Puts the engine's events into the audit stream, in order, each at least once.
///
/// The cursor is a row of the database, moved when the records are durable. Several gateways share it; an event that two
/// of them took at once is then in the streams of both.
struct EventFollower: Sendable {
    /// The consumer's name.
    static let name = "audit-stream"
    private static let pageLimit = 500

    private let host: EngineHost
    private let audit: AuditLog
    private let logger: Logger

    init(_ host: EngineHost, _ audit: AuditLog, _ logger: Logger) {
        (self.host, self.audit, self.logger) = (host, audit, logger)
    }

    /// Follows until the task is cancelled.
    func run() async {
        while !Task.isCancelled {
            let isDone: Bool
            do {
                isDone = try await self.takePage()
            } catch {
                isDone = true
                self.logger.warning("events are not in the audit stream yet", metadata: ["reason": "\(error)"])
            }
            // Cancellation ends the pause, and then the loop.
            if isDone { try? await Task.sleep(for: .seconds(1)) }
        }
    }

    /// - Returns: Whether there is nothing more.
    private func takePage() async throws -> Bool {
        let page = try await self.host.reads.outbox(Self.name, limit: Self.pageLimit)
        guard let last = page.events.last else { return true }
        let records = page.events.map { EventRecord($0) }
        try await withThrowingTaskGroup { group in
            // All wait for one fdatasync; the log keeps their order of arrival, so they are handed over in order.
            for record in records {
                let done = AsyncStream<AuditError?>.makeStream()
                self.audit.append(.init(record)) { error in
                    done.continuation.yield(error)
                    done.continuation.finish()
                }
                group.addTask { for await error in done.stream { if let error { throw error } } }
            }
            try await group.waitForAll()
        }
        let command = AdvanceConsumer(name: Self.name, lastEvent: last.seq)
        let key = "consume:\(Self.name):\(last.seq)"
        let state = SHA256State()
        state.add(Array(key.utf8))
        let answer = await self.host.engine.submit(
            CommandRequest(.advanceConsumer(command), actor: .system, key: key, requestHash: state.finish())
        )
        if case .failure(let failure) = answer { throw failure }
        return page.events.count < Self.pageLimit
    }
}
