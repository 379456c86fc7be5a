/// Compares a provider's report of [from, to) with our deposits.
public struct RunReconciliation: Sendable, Hashable {
    /// Who moves the money outside; nil: nobody yet.
    public var provider: String
    /// The first moment, microseconds.
    public var from: Int64
    /// The first moment after it, microseconds.
    public var to: Int64
    /// What the provider reports.
    public var items: [ReportedItem]

    /// Only carries the values: they are checked when the command is decided.
    public init(provider: String, from: Int64, to: Int64, items: [ReportedItem]) {
        self.provider = provider
        self.from = from
        self.to = to
        self.items = items
    }
}
