package import SQLStore

/// Checks all books.
package struct IntegrityRead: DatabaseRead {
    private let now: Int64

    /// - Parameter now: Microseconds.
    package init(now: Int64) { self.now = now }

    package func run(
        _ connection: inout some MigratingConnection & ReadConnection & ~Copyable
    ) throws(SQLError) -> IntegrityReport { try IntegrityCheck.run(&connection, now: self.now) }
}
