/// Rows of a list, and how to go on.
public struct Page<Row: Sendable>: Sendable {
    /// In the list's order.
    public var rows: [Row]
    /// Goes into the next request; nil at the end of the list.
    public var next: String?

    package init(rows: [Row], next: String? = nil) { (self.rows, self.next) = (rows, next) }

    package func map<Other>(_ transform: (Row) -> Other) -> Page<Other> {
        Page<Other>(rows: self.rows.map(transform), next: self.next)
    }
}

extension Page: Equatable where Row: Equatable {}
