package import SQLStore

/// A connection that reads; both databases' connections are one.
///
/// ```
/// try connection.beginReading(for: .scope(scope))       // one state of the database for all that follows
/// let orders = try connection.rows(query, values, as: Order.self)
/// connection.endReading()
/// ```
package protocol ReadConnection: ~Copyable {
    static var dialect: SQLDialect { get }

    /// Begins a read-only transaction; PostgreSQL's row policies show what this reader may see.
    mutating func beginReading(for reader: Reader) throws(SQLError)
    /// Runs a query, whose parameters have the types of `query.parameters`, and calls `body` for each row, in order.
    mutating func forEach<Row: QueryRow>(
        _ query: ReadQuery,
        _ values: [SQLValue],
        as type: Row.Type,
        _ body: (Row) throws(SQLError) -> Void
    ) throws(SQLError)
    /// Ends the transaction; nothing happens without one.
    mutating func endReading()
}

extension ReadConnection where Self: ~Copyable {
    package mutating func rows<Row: QueryRow>(
        _ query: ReadQuery,
        _ values: [SQLValue] = [],
        as type: Row.Type
    ) throws(SQLError) -> [Row] {
        var rows: [Row] = []
        try self.forEach(query, values, as: type) { row throws(SQLError) in rows.append(row) }
        return rows
    }

    /// The first row.
    package mutating func row<Row: QueryRow>(
        _ query: ReadQuery,
        _ values: [SQLValue] = [],
        as type: Row.Type
    ) throws(SQLError) -> Row? {
        try self.rows(query, values, as: type).first
    }

    /// Calls `body` within one transaction, which ends with it.
    package mutating func reading<Result>(
        for reader: Reader,
        _ body: (inout Self) throws(SQLError) -> Result
    ) throws(SQLError) -> Result {
        try self.beginReading(for: reader)
        do throws(SQLError) {
            let result = try body(&self)
            self.endReading()
            return result
        } catch {
            self.endReading()
            throw error
        }
    }
}
