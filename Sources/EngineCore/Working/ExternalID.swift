/// A provider's own name of a payment; unique for ever.
public struct ExternalID: Hashable, Comparable, Sendable {
    public var provider: String
    public var id: String

    public init(provider: String, id: String) { (self.provider, self.id) = (provider, id) }

    public static func < (left: ExternalID, right: ExternalID) -> Bool {
        (left.provider, left.id) < (right.provider, right.id)
    }
}
