/// The money is there; by finance, or by a provider's callback (system) with its external id.
public struct ConfirmDeposit: Sendable, Hashable {
    /// The request.
    public var requestID: ID
    /// Who moves the money outside; nil: nobody yet.
    public var provider: String
    /// The provider's own name of it; nil: none yet.
    public var externalID: String
    /// Minor units, 1 to 10^15.
    public var amount: Int64

    /// Only carries the values: they are checked when the command is decided.
    public init(requestID: ID, provider: String, externalID: String, amount: Int64) {
        self.requestID = requestID
        self.provider = provider
        self.externalID = externalID
        self.amount = amount
    }
}
