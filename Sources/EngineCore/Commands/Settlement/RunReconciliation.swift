/// Compares a provider's report of [from, to) with our deposits.
public struct RunReconciliation: Sendable, Hashable {
    public var provider: String
    public var from: Int64
    public var to: Int64
    public var items: [ReportedItem]

    public init(provider: String, from: Int64, to: Int64, items: [ReportedItem]) {
        self.provider = provider
        self.from = from
        self.to = to
        self.items = items
    }
}
