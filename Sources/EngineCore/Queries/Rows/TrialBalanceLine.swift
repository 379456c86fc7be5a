package import SQLStore

/// The sums of all accounts of one kind in one ledger, in minor units.
public struct TrialBalanceLine: Sendable, Hashable {
    /// The ledger.
    public let ledgerID: Int16
    /// The ledger's currency.
    public let currency: String
    /// What the account is for.
    public let kind: AccountKind
    /// How many there are.
    public let accounts: Int64
    /// Posted.
    public let debitsPosted: Int64
    /// Posted.
    public let creditsPosted: Int64
    /// Pending.
    public let debitsPending: Int64
    /// Pending.
    public let creditsPending: Int64

    /// credits - debits; over all kinds of a ledger they sum to zero.
    public var balance: Int64 { self.creditsPosted - self.debitsPosted }
}

extension TrialBalanceLine: QueryRow {
    package init(from columns: inout some ColumnReader & ~Copyable) {
        self.ledgerID = columns.int16()
        self.currency = columns.text()
        self.kind = columns.value(AccountKind.self)
        self.accounts = columns.int64()
        self.debitsPosted = columns.int64()
        self.creditsPosted = columns.int64()
        self.debitsPending = columns.int64()
        self.creditsPending = columns.int64()
    }
}
