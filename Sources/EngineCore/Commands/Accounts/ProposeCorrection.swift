/// Asks for the reverse of one transfer.
public struct ProposeCorrection: Sendable, Hashable {
    public var transferSeq: Int64
    /// The account that the transfer took from, as read before; checked against the transfer.
    public var debit: AccountRef
    /// The account that the transfer gave to, as read before; checked against the transfer.
    public var credit: AccountRef
    public var reason: String

    public init(transferSeq: Int64, debit: AccountRef, credit: AccountRef, reason: String) {
        self.transferSeq = transferSeq
        self.debit = debit
        self.credit = credit
        self.reason = reason
    }
}
