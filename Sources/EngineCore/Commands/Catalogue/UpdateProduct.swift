/// Changes a product; nil leaves a value. `version` is the row's, as If-Match gives it.
public struct UpdateProduct: Sendable, Hashable {
    public var productID: ID
    public var version: Int32?
    public var name: String?
    public var category: String?
    public var status: ProductStatus?

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
