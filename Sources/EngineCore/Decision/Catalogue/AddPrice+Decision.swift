extension AddPrice: Deciding {
    package static let kind = "add_price"

    package func needs(_ needs: inout Needs, actor: Actor) {
        needs.products.insert(self.productID)
        needs.ledgers.insert(self.ledgerID)
        needs.prices.insert(self.key(now: needs.now))
    }

    /// The product's version grows, so that nothing serves an older price as this version.
    package func decide(_ set: inout WorkingSet, _ context: inout Context) throws(Rejection) -> Reply {
        try context.actor.require(.operations)
        try Amount.check(self.amount)
        let key = self.key(now: context.now)
        guard key.validFrom >= context.now else { throw .parameter("/valid_from", "must not be in the past") }
        guard let product = set.products[self.productID], set.ledgers[self.ledgerID] != nil else {
            throw Rejection(.notFound)
        }
        guard set.prices[key] == nil else { throw .parameter("/valid_from", "must differ from that of another price") }

        let price = Price(
            productID: key.productID,
            ledgerID: key.ledgerID,
            validFrom: key.validFrom,
            amount: self.amount
        )
        set.prices.insert(price)
        set.products.update(product.id) { $0.version += 1 }
        set.record("price.added", subject: product.id, scope: nil, after: price.image, &context)
        return Reply(201, image: price.image, ["version": .int(Int64(product.version + 1))])
    }

    private func key(now: Int64) -> Price.Key {
        Price.Key(productID: self.productID, ledgerID: self.ledgerID, validFrom: self.validFrom ?? now)
    }
}
