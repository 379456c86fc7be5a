/// A statement that a connection prepares once and keeps.
///
/// ```swift
/// extension SQLiteQuery {
///     static let insertStock = Self(id: 7, name: "insert stock", sql: "INSERT INTO stock VALUES (?1, ?2, ?3)")
/// }
/// ```
package struct SQLiteQuery: Sendable {
    /// Its place among the prepared ones; another query has another.
    package let id: Int
    /// What errors call it.
    package let name: StaticString
    /// One statement, its parameters numbered from 1 in the order in which they are written.
    package let sql: String

    package init(id: Int, name: StaticString, sql: String) {
        self.id = id
        self.name = name
        self.sql = sql
    }
}
