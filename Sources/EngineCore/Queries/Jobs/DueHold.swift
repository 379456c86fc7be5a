package import SQLStore

/// A hold whose time ran out: `expire:{hold}`.
package struct DueHold: Sendable, Hashable {
    package let seq: Int64
    /// The order.
    package let refID: ID
    package let expiresAt: Int64
}

extension DueHold: QueryRow {
    package init(from columns: inout some ColumnReader & ~Copyable) {
        self.seq = columns.int64()
        self.refID = columns.id()
        self.expiresAt = columns.int64()
    }
}
