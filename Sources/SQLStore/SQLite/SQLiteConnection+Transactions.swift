import CSQLite

/// Transactions. Outside one, each statement is its own.
extension SQLiteConnection {
    package enum Beginning: Sendable {
        /// Reads one state of the database, from its first statement on.
        case deferred
        /// Takes the right to write at once, so that no later statement can find it taken.
        case immediate
    }

    /// Whether a transaction is open.
    ///
    /// Some errors (a full disk, no memory, `interrupt`) end it by themselves.
    package var isInTransaction: Bool { sqlite3_get_autocommit(self.handle) == 0 }

    /// - Throws: `busy` if another connection writes for longer than the busy timeout.
    package func begin(_ beginning: Beginning = .immediate) throws(SQLError) {
        try self.run(beginning == .immediate ? self.transactionQueries.beginImmediate : self.transactionQueries.begin)
    }

    /// Makes the transaction durable, as `synchronous` says.
    /// - Throws: Whatever it was, the transaction is rolled back. After `ioError` the file may hold it nevertheless once
    ///   it is opened again.
    package func commit() throws(SQLError) {
        do throws(SQLError) {
            try self.run(self.transactionQueries.commit)
        } catch {
            self.rollback()
            throw error
        }
    }

    /// Takes the transaction back; nothing happens if none is open.
    ///
    /// It cannot fail in a way that leaves the transaction: SQLite forgets its pages even if a file cannot be read.
    package func rollback() {
        // An error only says that running readers were stopped; `interrupt`, which may hit this too, wants it once more.
        for _ in 0..<100 where self.isInTransaction { try? self.run(self.transactionQueries.rollback) }
        precondition(!self.isInTransaction, "a transaction outlived its rollback")
    }

    private func run(_ query: SQLiteQuery) throws(SQLError) {
        try self.withKept(query) { statement throws(SQLError) in try statement.run() }
    }
}
