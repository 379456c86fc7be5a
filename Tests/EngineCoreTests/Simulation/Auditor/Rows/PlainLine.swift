import EngineCore

/// One line of an order.
struct PlainLine: Sendable {
    var product: ID
    var quantity: Int64
    var amount: Int64
    var refunded: Int64 = 0
    var restocked: Int64 = 0
    var plan: ID?
    var isReserved: Bool
    var commissions: [PlainCommission] = []
}
