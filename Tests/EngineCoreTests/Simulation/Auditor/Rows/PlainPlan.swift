import EngineCore

/// A commission plan.
struct PlainPlan: Sendable {
    var id: ID
    var ledger: Int16
    var category: String?
    var mode: PlanMode
    /// By level from 1 (unilevel) or by tier (differential), ppm.
    var rates: [Int64: Int64]
    var cap: Int64
    var holdDays: Int64
    var from: Int64
    /// The commit that brought it.
    var commit: Int
}
