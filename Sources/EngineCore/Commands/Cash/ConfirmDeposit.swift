/// The money is there; by finance, or by a provider's callback (system) with its external id.
public struct ConfirmDeposit: Sendable, Hashable {
    public var requestID: ID
    public var provider: String
    public var externalID: String
    public var amount: Int64

    public init(requestID: ID, provider: String, externalID: String, amount: Int64) {
        self.requestID = requestID
        self.provider = provider
        self.externalID = externalID
        self.amount = amount
    }
}
