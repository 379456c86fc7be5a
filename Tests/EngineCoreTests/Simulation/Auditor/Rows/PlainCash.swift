import EngineCore

/// A deposit, a withdrawal or a payout.
struct PlainCash: Sendable {
    var kind: CashKind
    var owner: ID
    var ledger: Int16
    var amount: Int64
    var state: CashState
    var provider: String?
    var external: String?
}
