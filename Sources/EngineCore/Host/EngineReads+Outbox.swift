package import SQLStore

extension EngineReads {
    /// What a consumer of events has not had; a consumer that is not known begins at the first event.
    ///
    /// - Parameters:
    ///   - consumer: Its name.
    ///   - limit: The most events, at least 1.
    /// - Returns: Its cursor and the events after it.
    /// - Throws: What the database said.
    package func outbox(_ consumer: String, limit: Int) async throws(SQLError) -> OutboxPage {
        switch self.pools {
        case .sqlite(let pools):
            try await pools.reads.read { connection throws(SQLError) in
                try OutboxQuery.run(&connection, consumer, limit: limit)
            }
        case .postgreSQL(let pools):
            try await pools.reads.read { connection throws(SQLError) in
                try OutboxQuery.run(&connection, consumer, limit: limit)
            }
        }
    }
}
