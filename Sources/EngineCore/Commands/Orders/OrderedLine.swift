/// A product and how many of it.
public struct OrderedLine: Sendable, Hashable {
    public var productID: ID
    /// 1 to 1 000 000.
    public var quantity: Int32

    public init(productID: ID, quantity: Int32) { (self.productID, self.quantity) = (productID, quantity) }
}
