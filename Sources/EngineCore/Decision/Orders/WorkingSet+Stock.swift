/// Units of products; a product without a stock row is unlimited, and nothing happens to it.
///
/// A product may become limited while orders for it wait for payment. Those reserved nothing, so what is given back is
/// never more than what is reserved, and what leaves never more than what is there.
extension WorkingSet {
    /// - Throws: `out-of-stock` with `product_id` and `available`.
    func checkStock(_ productID: ID, _ quantity: Int32) throws(Rejection) {
        guard let stock = self.stocks[productID] else { return }
        let available = stock.onHand - stock.reserved
        guard available >= Int64(quantity) else {
            throw Rejection(.outOfStock, ["product_id": .id(productID), "available": .int(available)])
        }
    }

    mutating func reserveStock(_ productID: ID, _ quantity: Int32) {
        guard self.stocks[productID] != nil else { return }
        self.stocks.update(productID) { $0.reserved += Int64(quantity) }
    }

    /// Gives a reservation back.
    mutating func releaseStock(_ line: OrderLine) {
        guard self.stocks[line.productID] != nil else { return }
        self.stocks.update(line.productID) { $0.reserved -= min(Int64(line.qty), $0.reserved) }
    }

    /// What was reserved leaves.
    mutating func takeStock(_ line: OrderLine) {
        guard self.stocks[line.productID] != nil else { return }
        self.stocks.update(line.productID) {
            $0.reserved -= min(Int64(line.qty), $0.reserved)
            $0.onHand -= min(Int64(line.qty), $0.onHand - $0.reserved)
        }
    }

    /// Sold units come back.
    mutating func returnStock(_ productID: ID, _ quantity: Int64) {
        guard quantity > 0, self.stocks[productID] != nil else { return }
        self.stocks.update(productID) { $0.onHand += quantity }
    }
}
