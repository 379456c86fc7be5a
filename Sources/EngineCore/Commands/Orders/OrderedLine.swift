/// A product and how many of it.
public struct OrderedLine: Sendable, Hashable {
    /// The product.
    public var productID: ID
    /// 1 to 1 000 000.
    public var quantity: Int32

    /// Only carries the values: they are checked when the command is decided.
    public init(productID: ID, quantity: Int32) { (self.productID, self.quantity) = (productID, quantity) }
}
