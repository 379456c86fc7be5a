/// One payment as a provider reports it.
public struct ReportedItem: Sendable, Hashable {
    /// The provider's own name of it; nil: none yet.
    public var externalID: String
    /// Minor units.
    public var amount: Int64

    /// Only carries the values: they are checked when the command is decided.
    public init(externalID: String, amount: Int64) { (self.externalID, self.amount) = (externalID, amount) }
}
