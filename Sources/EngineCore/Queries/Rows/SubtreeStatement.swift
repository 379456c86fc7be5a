package import SQLStore

/// Statements of an agent and all below, summed for one period, in minor units.
public struct SubtreeStatement: Sendable, Hashable {
    /// How many statements there are.
    public let agents: Int64
    /// At the beginning.
    public let opening: Int64
    /// Earned.
    public let accrued: Int64
    /// Taken back by refunds.
    public let reversed: Int64
    /// From held to available.
    public let released: Int64
    /// Paid out.
    public let paid: Int64
    /// At the end.
    public let closing: Int64
}

extension SubtreeStatement: QueryRow {
    package init(from columns: inout some ColumnReader & ~Copyable) {
        self.agents = columns.int64()
        self.opening = columns.int64()
        self.accrued = columns.int64()
        self.reversed = columns.int64()
        self.released = columns.int64()
        self.paid = columns.int64()
        self.closing = columns.int64()
    }
}
