/// The sums of a statement.
struct PlainStatement: Equatable, Sendable {
    var opening: Int64
    var accrued: Int64 = 0
    var reversed: Int64 = 0
    var released: Int64 = 0
    var paid: Int64 = 0
    var closing: Int64 = 0
}
