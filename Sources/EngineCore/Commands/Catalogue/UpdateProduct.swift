/// Changes a product; nil leaves a value.
public struct UpdateProduct: Sendable, Hashable {
    /// The product.
    public var productID: ID
    /// The row's, as `If-Match` gives it.
    public var version: Int32?
    /// Nil leaves it.
    public var name: String?
    /// Nil leaves it.
    public var category: String?
    /// Nil leaves it.
    public var status: ProductStatus?

    /// Only carries the values: they are checked when the command is decided.
    public init(
        productID: ID,
        version: Int32? = nil,
        name: String? = nil,
        category: String? = nil,
        status: ProductStatus? = nil
    ) {
        self.productID = productID
        self.version = version
        self.name = name
        self.category = category
        self.status = status
    }
}
