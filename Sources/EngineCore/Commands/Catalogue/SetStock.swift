/// Sets the units on hand, at least what is reserved; nil makes nothing unlimited again.
public struct SetStock: Sendable, Hashable {
    public var productID: ID
    public var onHand: Int64

    public init(productID: ID, onHand: Int64) {
        self.productID = productID
        self.onHand = onHand
    }
}
