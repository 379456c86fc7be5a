/// One payment as a provider reports it.
public struct ReportedItem: Sendable, Hashable {
    public var externalID: String
    public var amount: Int64

    public init(externalID: String, amount: Int64) { (self.externalID, self.amount) = (externalID, amount) }
}
