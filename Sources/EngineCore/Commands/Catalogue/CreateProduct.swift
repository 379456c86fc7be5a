/// A new product, active, without price and without stock row.
public struct CreateProduct: Sendable, Hashable {
    public var sku: String
    public var name: String
    public var category: String
    public var kind: ProductKind

    public init(sku: String, name: String, category: String, kind: ProductKind) {
        self.sku = sku
        self.name = name
        self.category = category
        self.kind = kind
    }
}
