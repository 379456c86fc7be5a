/// Sets the units on hand, at least what is reserved; nil makes nothing unlimited again.
public struct SetStock: Sendable, Hashable {
    /// The product.
    public var productID: ID
    /// Units, at least those reserved.
    public var onHand: Int64

    /// Only carries the values: they are checked when the command is decided.
    public init(productID: ID, onHand: Int64) {
        self.productID = productID
        self.onHand = onHand
    }
}
