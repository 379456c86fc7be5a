package import SQLStore

/// A connection that can forget old idempotency keys.
package protocol KeyDeleting: ~Copyable {
    /// - Parameters:
    ///   - madeBefore: Microseconds.
    ///   - limit: The most of them.
    /// - Returns: How many there were.
    /// - Throws: What the database said; nothing was deleted.
    mutating func deleteKeys(madeBefore: Int64, limit: Int) throws(SQLError) -> Int
}

extension SQLiteConnection: KeyDeleting {
    package mutating func deleteKeys(madeBefore: Int64, limit: Int) throws(SQLError) -> Int {
        var statement = try self.prepare(
            """
            DELETE FROM idempotency_key WHERE (owner_id, key) IN
              (SELECT owner_id, key FROM idempotency_key WHERE created_at < ?1 ORDER BY created_at LIMIT ?2)
            """,
            name: "delete_keys"
        )
        try self.begin(.immediate)
        do throws(SQLError) {
            statement.int64(madeBefore)
            statement.int64(Int64(limit))
            try statement.run()
            let count = self.changes
            try self.commit()
            return count
        } catch {
            self.rollback()
            throw error
        }
    }
}

extension PostgreSQLConnection: KeyDeleting {
    private static let deletion = PostgreSQLStatement(
        "delete_keys",
        """
        DELETE FROM idempotency_key WHERE (owner_id, key) IN
          (SELECT owner_id, key FROM idempotency_key WHERE created_at < $1 ORDER BY created_at LIMIT $2)
        """,
        values: [.int64, .int64]
    )

    package mutating func deleteKeys(madeBefore: Int64, limit: Int) throws(SQLError) -> Int {
        var values = PostgreSQLValues()
        values.int64(madeBefore)
        values.int64(Int64(limit))
        try self.send(.begin)
        try self.send(Self.deletion, values)
        try self.send(.commit)
        var results = try self.sync()
        _ = results.next()
        return results.next().affected
    }
}
