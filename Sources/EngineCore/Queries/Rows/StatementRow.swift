package import SQLStore

/// A statement with its period.
public struct StatementRow: Sendable, Hashable {
    /// The row.
    public let statement: Statement
    /// The ledger.
    public let ledgerID: Int16
    /// Microseconds.
    public let startsAt: Int64
    /// Microseconds, excluded.
    public let endsAt: Int64
    /// Where the period stands.
    public let state: PeriodState
}

extension StatementRow: QueryRow {
    static let columns = "\(Statement.table.columns("s")), p.ledger_id, p.starts_at, p.ends_at, p.state"

    package init(from columns: inout some ColumnReader & ~Copyable) {
        self.statement = Statement(from: &columns)
        self.ledgerID = columns.int16()
        self.startsAt = columns.int64()
        self.endsAt = columns.int64()
        self.state = columns.value(PeriodState.self)
    }
}
