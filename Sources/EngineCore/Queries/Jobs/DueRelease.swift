package import SQLStore

/// An order with commissions that are due: `release:{order}:{due}`.
package struct DueRelease: Sendable, Hashable {
    package let orderID: ID
    /// Several of one order may differ, each is a command of its own.
    package let dueAt: Int64
}

extension DueRelease: QueryRow {
    package init(from columns: inout some ColumnReader & ~Copyable) {
        self.orderID = columns.id()
        self.dueAt = columns.int64()
    }
}
