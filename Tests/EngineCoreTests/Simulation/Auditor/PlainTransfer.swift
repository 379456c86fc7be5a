import EngineCore

/// A movement of money as engine.md section 5 lists them, without numbers and ids.
struct PlainTransfer: Hashable, Comparable, Sendable {
    /// 0 single, 1 pending, 2 post, 3 void.
    var phase: Int16
    var code: Int16
    var from: AccountRef
    var to: AccountRef
    var amount: Int64

    static func < (left: PlainTransfer, right: PlainTransfer) -> Bool {
        if left.code != right.code { return left.code < right.code }
        if left.from != right.from { return left.from < right.from }
        if left.to != right.to { return left.to < right.to }
        return (left.amount, left.phase) < (right.amount, right.phase)
    }
}
