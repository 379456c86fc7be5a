/// The prices of a working set by product and ledger, so that a batch of orders does not search all prices for each line.
package struct PriceIndex: Sendable {
    private struct Place: Hashable {
        var productID: ID
        var ledgerID: Int16
    }
    private var prices: [Place: [Price]] = [:]
    private var count = 0

    package init() {}

    /// The newest price whose `valid_from` is not after `now`, among `rows`.
    package mutating func newest(_ productID: ID, ledger: Int16, now: Int64, in rows: RowSet<Price>) -> Price? {
        if self.count != rows.count {
            self.prices = Dictionary(grouping: rows.rows) { Place(productID: $0.productID, ledgerID: $0.ledgerID) }
            self.count = rows.count
        }
        let candidates = self.prices[Place(productID: productID, ledgerID: ledger)] ?? []
        return candidates.filter { $0.validFrom <= now }.max { $0.validFrom < $1.validFrom }
    }
}
