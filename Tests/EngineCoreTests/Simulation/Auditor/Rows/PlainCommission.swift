import EngineCore

/// What one level earns on one line.
struct PlainCommission: Sendable {
    var agent: ID
    var level: Int
    var accrued: Int64
    var reversed: Int64 = 0
    var isReleased = false
    var due: Int64?
    var rest: Int64 { self.accrued - self.reversed }
}
