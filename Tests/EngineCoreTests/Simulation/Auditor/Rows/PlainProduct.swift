import EngineCore

/// A product with its prices and its stock; no stock: unlimited.
struct PlainProduct: Sendable {
    struct Price: Sendable {
        var ledger: Int16
        var from: Int64
        var amount: Int64
    }
    var sku: String
    var category: String
    var kind: ProductKind
    var isActive = true
    var version: Int32 = 1
    var onHand: Int64?
    var reserved: Int64 = 0
    var prices: [Price] = []
}
