package import SQLStore

/// What one agent has earned in one ledger, in minor units.
public struct CommissionTotal: Sendable, Hashable {
    /// The agent.
    public let agentID: ID
    /// The ledger.
    public let ledgerID: Int16
    /// Earned.
    public let accrued: Int64
    /// Taken back by refunds.
    public let reversed: Int64
    /// Not taken back and not yet released.
    public let held: Int64
    /// Not taken back and released.
    public let released: Int64
}

extension CommissionTotal: QueryRow {
    package init(from columns: inout some ColumnReader & ~Copyable) {
        self.agentID = columns.id()
        self.ledgerID = columns.int16()
        self.accrued = columns.int64()
        self.reversed = columns.int64()
        self.held = columns.int64()
        self.released = columns.int64()
    }
}
