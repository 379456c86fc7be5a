package import SQLStore

/// What a tool reads, of either database.
package protocol DatabaseRead: Sendable {
    associatedtype Value: Sendable

    func run(_ connection: inout some MigratingConnection & ReadConnection & ~Copyable) throws(SQLError) -> Value
}
