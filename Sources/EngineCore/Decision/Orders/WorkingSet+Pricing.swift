/// What an order costs and who will earn on it, as things stand now.
extension WorkingSet {
    /// - Throws: `not-found` for a product that is absent or inactive; `currency-mismatch` if it has no price in the
    ///   ledger; `amount-out-of-range` above 10^15.
    mutating func price(_ ordered: OrderedLine, ledger: Int16, now: Int64) throws(Rejection) -> PricedLine {
        guard let product = self.products[ordered.productID], product.status == .active else {
            throw Rejection(.notFound, ["product_id": .id(ordered.productID)])
        }
        guard let price = self.priceIndex.newest(product.id, ledger: ledger, now: now, in: self.prices) else {
            throw Rejection(.currencyMismatch, ["product_id": .id(product.id)])
        }
        let (amount, isTooLarge) = price.amount.multipliedReportingOverflow(by: Int64(ordered.quantity))
        guard !isTooLarge else { throw Rejection(.amountOutOfRange, ["product_id": .id(product.id)]) }
        try Amount.check(amount)
        let plan = product.kind == .charge ? nil : self.plan(ledger, category: product.category, now: now)
        return PricedLine(
            product: product,
            planID: plan?.id,
            quantity: ordered.quantity,
            unit: price.amount,
            amount: amount
        )
    }

    /// The newest plan of the category, else the ledger's newest default.
    private func plan(_ ledger: Int16, category: String, now: Int64) -> Plan? {
        var best: Plan?
        for plan in self.plans.rows where plan.ledgerID == ledger && plan.validFrom <= now {
            guard plan.category == nil || plan.category == category else { continue }
            guard let other = best else {
                best = plan
                continue
            }
            let rank = (plan.category == nil ? 0 : 1, plan.validFrom)
            let otherRank = (other.category == nil ? 0 : 1, other.validFrom)
            if rank > otherRank || (rank == otherRank && plan.id > other.id) { best = plan }
        }
        return best
    }

    /// The snapshot of the agents above a member, up to the levels that the setting allows now.
    func upline(of member: Member) -> Upline {
        let levels = SettingName.maxLevels.number(in: self) ?? PlanRates.levelLimit
        var entries: [Upline.Entry] = []
        var next = member.agentID
        while entries.count < levels, let id = next, let agent = self.agents[id] {
            entries.append(Upline.Entry(agentID: id, tier: agent.tier))
            next = agent.parentID
        }
        return Upline(entries)
    }
}
