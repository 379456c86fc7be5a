/// A new product, active, without price and without stock row.
public struct CreateProduct: Sendable, Hashable {
    /// The code that people use; unique.
    public var sku: String
    /// What people call it.
    public var name: String
    /// What plans choose by; nil: every category.
    public var category: String
    /// What kind it is.
    public var kind: ProductKind

    /// Only carries the values: they are checked when the command is decided.
    public init(sku: String, name: String, category: String, kind: ProductKind) {
        self.sku = sku
        self.name = name
        self.category = category
        self.kind = kind
    }
}
