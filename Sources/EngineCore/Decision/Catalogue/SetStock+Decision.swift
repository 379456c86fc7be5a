extension SetStock: Deciding {
    package static let kind = "set_stock"
    /// The most units on hand: what fits beside it never overflows.
    package static let limit: Int64 = 1_000_000_000_000

    package func needs(_ needs: inout Needs, actor: Actor) { needs.products.insert(self.productID) }

    package func decide(_ set: inout WorkingSet, _ context: inout Context) throws(Rejection) -> Reply {
        try context.actor.require(.operations)
        try Input.number(self.onHand, "/on_hand", 0...Self.limit)
        guard set.products[self.productID] != nil else { throw Rejection(.notFound) }
        let before = set.stocks[self.productID]
        let reserved = before?.reserved ?? 0
        guard self.onHand >= reserved else { throw Rejection(.outOfStock, ["reserved": .int(reserved)]) }

        let stock = Stock(productID: self.productID, onHand: self.onHand, reserved: reserved)
        if before == nil { set.stocks.insert(stock) } else { set.stocks.update(stock.key) { $0 = stock } }
        set.record(
            "stock.set",
            subject: self.productID,
            scope: nil,
            before: before?.image,
            after: stock.image,
            &context
        )
        return Reply(image: stock.image)
    }
}
