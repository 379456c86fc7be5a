package import SQLStore

/// What a migrator needs of a connection; both databases' connections provide it.
package protocol MigratingConnection: ~Copyable {
    /// The migrations of this database, in order.
    static var migrations: [Migration] { get }

    /// Opens a transaction that no other migrator can have open at the same time, and waits for its turn.
    ///
    /// PostgreSQL: an advisory lock that ends with the transaction; SQLite: an exclusive transaction.
    mutating func beginMigration() throws(SQLError)
    /// The rows of `schema_migration`; none if there is no such table.
    mutating func appliedMigrations() throws(SQLError) -> [SchemaMigration]
    /// Runs statements in order, each without parameters.
    mutating func runMigration(_ statements: [String]) throws(SQLError)
    /// Inserts the row, or replaces that of its version.
    mutating func record(_ row: SchemaMigration) throws(SQLError)
    mutating func commitMigration() throws(SQLError)
    /// Gives up the transaction, if one is open.
    mutating func rollbackMigration()
}
