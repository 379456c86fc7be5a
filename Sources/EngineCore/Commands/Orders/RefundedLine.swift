/// How much of a line is given back, and how many units return to stock.
public struct RefundedLine: Sendable, Hashable {
    /// The line's number within the order, from 1.
    public var line: Int16
    /// Minor units, 1 to 10^15.
    public var amount: Int64
    /// Units that return to stock.
    public var restock: Int32

    /// Only carries the values: they are checked when the command is decided.
    public init(line: Int16, amount: Int64, restock: Int32 = 0) {
        (self.line, self.amount, self.restock) = (line, amount, restock)
    }
}
