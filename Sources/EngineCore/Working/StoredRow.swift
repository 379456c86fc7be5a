package import SQLStore

/// A row of one table, the same in every store; `init(from:)` reads all columns in the table's order.
package protocol StoredRow: QueryRow {
    associatedtype Key: Hashable & Comparable & Sendable
    static var table: TableDescription { get }
    var key: Key { get }

    /// Writes all columns in the table's order.
    func write(into columns: inout some ColumnWriter & ~Copyable)
    /// Writes the columns of the primary key in the table's order.
    static func write(key: Key, into columns: inout some ColumnWriter & ~Copyable)
}
