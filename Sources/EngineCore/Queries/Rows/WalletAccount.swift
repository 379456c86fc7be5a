package import SQLStore

/// One account of an owner, in minor units of its currency.
public struct WalletAccount: Sendable, Hashable {
    /// Its id.
    public let id: Int64
    /// The ledger.
    public let ledgerID: Int16
    /// The ledger's currency.
    public let currency: String
    /// Digits after the point.
    public let scale: Int16
    /// What the account is for.
    public let kind: AccountKind
    /// Credits - debits that are posted.
    public let posted: Int64
    /// Held back by pending transfers.
    public let pending: Int64
    /// posted - pending: what can be spent; below zero only of agent.available.
    public let available: Int64
}

extension WalletAccount: QueryRow {
    static let columns = """
        a.id, a.ledger_id, l.currency, l.scale, a.kind, a.credits_posted - a.debits_posted, a.debits_pending, \
        a.credits_posted - a.debits_posted - a.debits_pending
        """

    package init(from columns: inout some ColumnReader & ~Copyable) {
        self.id = columns.int64()
        self.ledgerID = columns.int16()
        self.currency = columns.text()
        self.scale = columns.int16()
        self.kind = columns.value(AccountKind.self)
        self.posted = columns.int64()
        self.pending = columns.int64()
        self.available = columns.int64()
    }
}
