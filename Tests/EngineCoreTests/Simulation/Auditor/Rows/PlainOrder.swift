import EngineCore

/// An order with all that belongs to it.
struct PlainOrder: Sendable {
    var id: ID
    var member: ID
    var ledger: Int16
    var state = OrderState.awaitingPayment
    var lines: [PlainLine]
    /// From level 1 upward, as the order was placed.
    var upline: [(agent: ID, tier: Int16)]
    var expires: Int64
    var total: Int64 { self.lines.reduce(0) { $0 + $1.amount } }
    var refunded: Int64 { self.lines.reduce(0) { $0 + $1.refunded } }
    var isRefundable: Bool { [.paid, .fulfilling, .fulfilled, .completed].contains(self.state) }
}
