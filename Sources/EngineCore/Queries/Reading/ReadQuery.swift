package import SQLStore
import Synchronization

/// A SELECT with a name, written once for both databases.
///
/// What differs is settled here: PostgreSQL numbers parameters `$1`, SQLite `?1`. Sums and literals are cast to the type
/// that is read (`CAST(sum(amount) AS int8)`), which both understand. Parameters have the same types in every call.
package struct ReadQuery: Sendable {
    private static let nextID = Atomic<Int>(0)

    /// Its number in this process, from 0; a connection keeps its statement under it.
    package let id: Int
    /// Stands in errors, metrics and the log of slow queries; at most 63 bytes.
    package let name: StaticString
    package let parameters: [SQLType]
    package let postgreSQL: String
    package let sqlite: String

    /// A statement without parameters.
    package init(_ name: StaticString, _ sql: String) { self.init(name, [], postgreSQL: sql, sqlite: sql) }

    /// A statement with `$1`, `$2` … for its parameters.
    package init(_ name: StaticString, _ parameters: [SQLType], _ sql: String) {
        self.init(name, parameters, postgreSQL: sql, sqlite: sql)
    }

    /// A statement whose texts cannot be the same, both with `$1`, `$2` … for the parameters.
    package init(_ name: StaticString, _ parameters: [SQLType], postgreSQL: String, sqlite: String) {
        self.id = Self.nextID.wrappingAdd(1, ordering: .relaxed).oldValue
        self.name = name
        self.parameters = parameters
        self.postgreSQL = postgreSQL
        self.sqlite = String(sqlite.map { $0 == "$" ? "?" : $0 })
    }
}
