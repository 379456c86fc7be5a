package import SQLStore

/// A transfer as one of its two accounts sees it; nothing of the other account.
public struct WalletEntry: Sendable, Hashable {
    /// Its number.
    public let seq: Int64
    /// Its id.
    public let id: ID
    /// Microseconds.
    public let at: Int64
    /// The ledger.
    public let ledgerID: Int16
    /// Why money moved.
    public let code: TransferCode
    /// Whether it is pending, or posts or voids another.
    public let phase: TransferPhase
    /// The account that sees it.
    public let accountID: Int64
    /// Below zero what left the account, above what came.
    public let amount: Int64
    /// The account's posted balance afterwards.
    public let balance: Int64
    /// Of a post or void: the pending transfer.
    public let pendingSeq: Int64?
    /// The order, refund or request that it is for.
    public let refID: ID
}

extension WalletEntry: QueryRow {
    package init(from columns: inout some ColumnReader & ~Copyable) {
        self.seq = columns.int64()
        self.id = columns.id()
        self.at = columns.int64()
        self.ledgerID = columns.int16()
        self.code = columns.value(TransferCode.self)
        self.phase = columns.value(TransferPhase.self)
        self.accountID = columns.int64()
        self.amount = columns.int64()
        self.balance = columns.int64()
        self.pendingSeq = columns.optionalInt64()
        self.refID = columns.id()
    }
}
