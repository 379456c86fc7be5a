package import SQLStore

extension SQLiteConnection: PooledConnection {
    /// A file does not go away.
    package var isBroken: Bool { false }

    package mutating func endRead() throws(SQLError) { self.rollback() }
}
