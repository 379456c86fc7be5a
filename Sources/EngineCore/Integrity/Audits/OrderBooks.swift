/// What is written down about one order.
struct OrderBooks {
    var order: Order
    var lines: [OrderLine]
    var commissions: [Commission]
    var clawbacks: [Clawback]
    /// By line, what executed refunds name.
    var refundedLines: [Int16: Int64]
}
