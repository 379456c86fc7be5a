/// How much of a line is given back, and how many units return to stock.
public struct RefundedLine: Sendable, Hashable {
    public var line: Int16
    public var amount: Int64
    public var restock: Int32

    public init(line: Int16, amount: Int64, restock: Int32 = 0) {
        (self.line, self.amount, self.restock) = (line, amount, restock)
    }
}
