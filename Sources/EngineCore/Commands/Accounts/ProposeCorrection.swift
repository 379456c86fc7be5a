/// Asks for the reverse of one transfer.
public struct ProposeCorrection: Sendable, Hashable {
    /// The transfer; nil: none.
    public var transferSeq: Int64
    /// The account that the transfer took from, as read before; checked against the transfer.
    public var debit: AccountRef
    /// The account that the transfer gave to, as read before; checked against the transfer.
    public var credit: AccountRef
    /// Why, 1 to 500 characters.
    public var reason: String

    /// Only carries the values: they are checked when the command is decided.
    public init(transferSeq: Int64, debit: AccountRef, credit: AccountRef, reason: String) {
        self.transferSeq = transferSeq
        self.debit = debit
        self.credit = credit
        self.reason = reason
    }
}
