import SQLStore

extension EngineReads {
    /// From so many frames in the WAL on (32 MiB) a checkpoint may keep writers waiting, so that the file ends growing.
    private static let manyFrames = 8_000

    /// Moves the WAL into the file every second, until the task is cancelled; nil for a server, which does it itself.
    func checkpoints(_ failed: (@Sendable (any Error) -> Void)?) -> Task<Void, Never>? {
        guard case .sqlite(let pools) = self.pools else { return nil }
        return Task {
            // Cancellation ends the pause, and then the loop.
            while (try? await Task.sleep(for: .seconds(1))) != nil {
                do throws(SQLError) {
                    try await pools.maintenance.read { connection throws(SQLError) in
                        try Self.checkpoint(connection)
                    }
                } catch {
                    failed?(error)
                }
            }
        }
    }

    private static func checkpoint(_ connection: borrowing SQLiteConnection) throws(SQLError) {
        let done = try connection.checkpoint(.passive)
        if done.frames >= Self.manyFrames { _ = try connection.checkpoint(.restart) }
    }
}
