/// A provider's own name of a payment; unique for ever.
public struct ExternalID: Hashable, Comparable, Sendable {
    /// Who moves the money outside; nil: nobody yet.
    public var provider: String
    /// Its id.
    public var id: String

    /// Carries the values.
    public init(provider: String, id: String) { (self.provider, self.id) = (provider, id) }

    /// The order of the stored values.
    public static func < (left: ExternalID, right: ExternalID) -> Bool {
        (left.provider, left.id) < (right.provider, right.id)
    }
}
