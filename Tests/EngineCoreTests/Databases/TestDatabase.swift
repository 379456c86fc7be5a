import EngineCore
import SQLStore

/// A connection of tests: reads, migrates, and writes whole rows.
protocol TestDatabase: ReadConnection, MigratingConnection, ~Copyable {
    /// Inserts rows with all their columns.
    mutating func insert<Row: StoredRow>(_ rows: [Row]) throws(SQLError)
    /// Runs a statement without parameters, outside a transaction.
    mutating func run(_ sql: String) throws(SQLError)
    /// The rows of a query without parameters.
    mutating func ask<Row: QueryRow>(_ sql: String, as type: Row.Type) throws(SQLError) -> [Row]
}

extension TestDatabase where Self: ~Copyable {
    /// Migrates an empty database and writes the books into it.
    mutating func fill(_ books: Books) throws(SQLError) {
        let plan = try Migrator.migrate(&self, now: 1)
        precondition(plan == .upToDate, "\(plan)")
        try self.run("DELETE FROM chain_head")
        try books.write(into: &self)
    }
}
