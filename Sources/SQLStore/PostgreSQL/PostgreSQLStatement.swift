package import CPostgreSQL

/// A statement that a connection prepares when it is first sent, and calls by its name from then on.
///
/// ```
/// let insert = PostgreSQLStatement(
///     "transfer_insert",
///     "INSERT INTO transfer (batch, seq, id) SELECT $1, * FROM unnest($2::int8[], $3::uuid[])",
///     values: [.int64], columns: [.int64, .uuid]
/// )
/// ```
package struct PostgreSQLStatement: Sendable {
    /// What a statement does to the transaction it stands in.
    package enum Role: Sendable { case ordinary, commit, rollback }

    /// Unique among a connection's statements; also stands in errors and metrics.
    package let name: String
    package let text: String
    package let role: Role
    /// Types of `$1`, `$2` … first the single values, then the arrays.
    package let parameterTypes: [Oid]
    package let valueCount: Int

    /// - Parameters:
    ///   - name: At most 63 bytes.
    ///   - text: One statement with `$1`, `$2` … as its parameters.
    ///   - values: The types of the first parameters, each a single value.
    ///   - columns: The element types of the parameters after them, each an array.
    package init(_ name: String, _ text: String, values: [SQLType] = [], columns: [SQLType] = []) {
        self.init(name, text, role: .ordinary, values: values, columns: columns)
    }

    private init(_ name: String, _ text: String, role: Role, values: [SQLType] = [], columns: [SQLType] = []) {
        precondition(!name.isEmpty && name.utf8.count <= 63, "the name of a statement has 1 to 63 bytes: \(name)")
        self.name = name
        self.text = text
        self.role = role
        self.parameterTypes = values.map(\.oid) + columns.map(\.arrayOid)
        self.valueCount = values.count
    }

    /// Begins a batch: READ COMMITTED, so that statements after a lock see what it waited for.
    package static let begin = Self("begin", "BEGIN ISOLATION LEVEL READ COMMITTED READ WRITE")
    /// Begins reads that all see one state of the database.
    package static let beginRead = Self("begin_read", "BEGIN ISOLATION LEVEL REPEATABLE READ READ ONLY")
    package static let commit = Self("commit", "COMMIT", role: .commit)
    package static let rollback = Self("rollback", "ROLLBACK", role: .rollback)
}
