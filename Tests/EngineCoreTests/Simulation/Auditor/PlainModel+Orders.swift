import EngineCore

extension PlainModel {
    mutating func place(_ command: PlaceOrder) -> PlainVerdict {
        guard self.actor.role == .member else { return .refused("role-forbidden") }
        var verdict = PlainVerdict()
        let count = command.lines.count
        if count < 1 || count > 100 || Set(command.lines.map(\.productID)).count != count
            || command.lines.contains(where: { $0.quantity < 1 || $0.quantity > 1_000_000 })
        {
            return .refused("invalid-parameter")
        }
        if !self.ledgers.contains(command.ledgerID) { return .refused("not-found") }
        var lines: [PlainLine] = []
        for line in command.lines {
            guard let product = self.products[line.productID], product.isActive else {
                verdict.refusals.insert("not-found")
                continue
            }
            guard let price = self.price(of: product, command.ledgerID) else {
                verdict.refusals.insert("currency-mismatch")
                continue
            }
            let (amount, overflow) = price.multipliedReportingOverflow(by: Int64(line.quantity))
            if overflow || !self.isAmount(amount) {
                verdict.refusals.insert("amount-out-of-range")
                continue
            }
            if let onHand = product.onHand, onHand - product.reserved < Int64(line.quantity) {
                verdict.refusals.insert("out-of-stock")
            }
            lines.append(
                PlainLine(
                    product: line.productID,
                    quantity: Int64(line.quantity),
                    amount: amount,
                    plan: product.kind == .charge
                        ? nil : self.plan(command.ledgerID, product.category, line: lines.count + 1),
                    isReserved: product.onHand != nil
                )
            )
        }
        if !verdict.refusals.isEmpty && lines.count < count { return verdict }
        let total = lines.reduce(0) { $0 + $1.amount }
        if !self.isAmount(total) { verdict.refusals.insert("amount-out-of-range") }
        if total != command.total { verdict.refusals.insert("price-changed") }
        let wallet = self.wallet(self.actor.id, command.ledgerID)
        if self.available(wallet) < total { verdict.refusals.insert("insufficient-funds") }
        if !verdict.refusals.isEmpty { return verdict }

        let expires = self.now + 15 * 60_000_000
        let order = PlainOrder(
            id: self.replyID,
            member: self.actor.id,
            ledger: command.ledgerID,
            lines: lines,
            upline: self.upline(of: self.actor.id),
            expires: expires
        )
        self.orders[order.id] = order
        self.orderIDs.append(order.id)
        for line in lines where line.isReserved { self.products[line.product]?.reserved += line.quantity }
        verdict.amounts = ["total": total, "refunded": 0, "expires_at": expires]
        self.move(&verdict, 10, wallet, self.platform(.revenue, order.ledger), total, phase: 1)
        return verdict
    }

    /// The newest price that is valid.
    func price(of product: PlainProduct, _ ledger: Int16) -> Int64? {
        product.prices.filter { $0.ledger == ledger && $0.from <= self.now }.max { $0.from < $1.from }?.amount
    }

    /// The newest plan of the category, else the newest of all categories.
    ///
    /// Plans are read without a lock: one that was approved while the order was on its way may be used or not.
    private func plan(_ ledger: Int16, _ category: String, line: Int) -> ID? {
        let valid = self.plans.filter { $0.ledger == ledger && $0.from <= self.now }
        func best(_ plans: [PlainPlan]) -> ID? {
            func newest(_ plans: [PlainPlan]) -> PlainPlan? {
                plans.max { $0.from < $1.from || ($0.from == $1.from && $0.id < $1.id) }
            }
            let own = newest(plans.filter { $0.category == category })
            return (own ?? newest(plans.filter { $0.category == nil }))?.id
        }
        let chosen = self.chosenPlans[OrderLine.Key(orderID: self.replyID, line: Int16(line))]
        let early = best(valid.filter { $0.commit <= self.openedAfter })
        return chosen == early ? early : best(valid)
    }

    private func upline(of member: ID) -> [(agent: ID, tier: Int16)] {
        let levels = min(2, self.settings["commission.max_levels"].flatMap { Int($0.value) } ?? 2)
        var upline: [(agent: ID, tier: Int16)] = []
        var next = self.people[member]?.agent
        while upline.count < levels, let agent = next, let person = self.people[agent] {
            upline.append((agent, person.tier))
            next = person.agent
        }
        return upline
    }

    /// The order if this member or admin may see it, or what the answer must be.
    private func find(_ id: ID, member: Bool, _ roles: AdminRoles) -> (order: PlainOrder?, refusal: PlainVerdict) {
        if self.actor.role == .member && member {
            if let order = self.orders[id], order.member == self.actor.id { return (order, PlainVerdict()) }
            return (nil, .refused("not-found"))
        }
        if self.isAdmin(roles) {
            if let order = self.orders[id] { return (order, PlainVerdict()) }
            return (nil, .refused("not-found"))
        }
        return (nil, .refused("role-forbidden"))
    }

    mutating func pay(_ id: ID) -> PlainVerdict {
        let (found, refusal) = self.find(id, member: true, [])
        guard var order = found else { return refusal }
        if order.state == .expired || (order.state == .awaitingPayment && self.now >= order.expires) {
            return .refused("hold-expired")
        }
        if order.state != .awaitingPayment { return .refused("invalid-transition") }
        var verdict = PlainVerdict()
        let (wallet, revenue) = (self.wallet(order.member, order.ledger), self.platform(.revenue, order.ledger))
        self.move(&verdict, 11, wallet, revenue, order.total, phase: 2)
        for index in order.lines.indices {
            let line = order.lines[index]
            if line.isReserved {
                self.products[line.product]?.reserved -= line.quantity
                self.products[line.product]?.onHand? -= line.quantity
            }
            for (level, share) in self.shares(line, order.upline).enumerated() where share > 0 {
                let agent = order.upline[level].agent
                if self.people[agent]?.status == .closed { continue }
                let to = self.held(agent, order.ledger)
                self.move(&verdict, 20, self.platform(.commission, order.ledger), to, share)
                order.lines[index].commissions.append(PlainCommission(agent: agent, level: level + 1, accrued: share))
            }
        }
        order.state = .paid
        self.orders[id] = order
        verdict.amounts = ["total": order.total, "refunded": 0]
        return verdict
    }

    /// What each level of the upline earns on a line.
    private func shares(_ line: PlainLine, _ upline: [(agent: ID, tier: Int16)]) -> [Int64] {
        guard let plan = self.plans.first(where: { $0.id == line.plan }) else { return [] }
        var shares: [Int64] = []
        var best: Int64 = 0
        for (index, entry) in upline.enumerated() {
            switch plan.mode {
            case .unilevel: shares.append(Self.floor(line.amount, plan.rates[Int64(index + 1)] ?? 0))
            case .differential:
                let rate = plan.rates[Int64(entry.tier)] ?? 0
                shares.append(rate > best ? Self.floor(line.amount, rate) - Self.floor(line.amount, best) : 0)
                best = max(best, rate)
            }
        }
        return shares
    }

    /// Digit by digit, so that it is another way than the engine's: amount * rate / 10^6 without 128 bits.
    static func floor(_ amount: Int64, _ rate: Int64) -> Int64 {
        let (whole, rest) = amount.quotientAndRemainder(dividingBy: 1_000_000)
        return whole * rate + rest * rate / 1_000_000
    }

    mutating func cancel(_ id: ID) -> PlainVerdict {
        let (found, refusal) = self.find(id, member: true, .support)
        guard var order = found else { return refusal }
        guard [.awaitingPayment, .paid, .fulfilling].contains(order.state) else { return .refused("invalid-transition") }
        if order.state == .awaitingPayment { return self.void(order, .cancelled) }
        var verdict = PlainVerdict()
        let lines = order.lines.enumerated().map { index, line in
            RefundedLine(
                line: Int16(index + 1),
                amount: line.amount - line.refunded,
                restock: Int32(line.quantity - line.restocked)
            )
        }
        if let refusal = self.lacksFunds(order, lines) { return refusal }
        self.giveBack(&order, lines, &verdict)
        order.state = .cancelled
        self.orders[id] = order
        verdict.amounts = ["refunded": order.total, "total": order.total]
        return verdict
    }

    private mutating func void(_ order: PlainOrder, _ state: OrderState) -> PlainVerdict {
        var verdict = PlainVerdict()
        let (wallet, revenue) = (self.wallet(order.member, order.ledger), self.platform(.revenue, order.ledger))
        self.move(&verdict, 12, wallet, revenue, order.total, phase: 3)
        for line in order.lines where line.isReserved { self.products[line.product]?.reserved -= line.quantity }
        self.orders[order.id]?.state = state
        verdict.amounts = ["total": order.total, "refunded": 0]
        return verdict
    }

    mutating func expire(_ command: ExpireOrder) -> PlainVerdict {
        guard self.isSystem else { return .refused("role-forbidden") }
        guard let order = self.orders[command.orderID] else { return .refused("not-found") }
        // The number of the hold is the engine's; a wrong one is not found.
        let hold = self.journal.indices.contains(Int(command.holdSeq) - 1) ? self.journal[Int(command.holdSeq) - 1] : nil
        guard let hold, hold.transfer.phase == 1, self.holdOwner[command.holdSeq] == order.id else {
            return .refused("not-found")
        }
        if order.state != .awaitingPayment || self.now < order.expires { return .refused("invalid-transition") }
        return self.void(order, .expired)
    }

    mutating func advance(_ id: ID, from: OrderState, to: OrderState) -> PlainVerdict {
        let (found, refusal) = self.find(id, member: false, .operations)
        guard let order = found else { return refusal }
        if order.state != from { return .refused("invalid-transition") }
        self.orders[id]?.state = to
        return PlainVerdict(amounts: ["total": order.total, "refunded": order.refunded])
    }

    mutating func complete(_ id: ID) -> PlainVerdict {
        let (found, refusal) = self.find(id, member: true, .operations)
        guard var order = found else { return refusal }
        if order.state != .fulfilled { return .refused("invalid-transition") }
        order.state = .completed
        for index in order.lines.indices {
            guard let plan = self.plans.first(where: { $0.id == order.lines[index].plan }) else { continue }
            for place in order.lines[index].commissions.indices where order.lines[index].commissions[place].rest > 0 {
                order.lines[index].commissions[place].due = self.now + plan.holdDays * Self.day
            }
        }
        self.orders[id] = order
        return PlainVerdict(amounts: ["total": order.total, "completed_at": self.now])
    }

    mutating func release(_ command: ReleaseCommissions) -> PlainVerdict {
        guard self.isSystem else { return .refused("role-forbidden") }
        guard var order = self.orders[command.orderID] else { return .refused("not-found") }
        if order.state != .completed || self.now < command.due { return .refused("invalid-transition") }
        var verdict = PlainVerdict()
        var deferred: Int64 = 0
        let unpaid = self.agentsNotPaid(order, until: command.due)
        for index in order.lines.indices {
            for place in order.lines[index].commissions.indices {
                let commission = order.lines[index].commissions[place]
                guard !commission.isReleased, commission.rest > 0, let due = commission.due, due <= command.due else {
                    continue
                }
                if !unpaid.contains(commission.agent) {
                    let agent = commission.agent
                    self.move(
                        &verdict,
                        21,
                        self.held(agent, order.ledger),
                        self.payable(agent, order.ledger),
                        commission.rest
                    )
                    order.lines[index].commissions[place].isReleased = true
                } else {
                    order.lines[index].commissions[place].due = due + Self.day
                    deferred += 1
                }
            }
        }
        self.orders[command.orderID] = order
        verdict.isSilent = verdict.transfers.isEmpty && deferred == 0
        verdict.amounts = ["released": verdict.transfers.reduce(0) { $0 + $1.amount }, "deferred": deferred]
        return verdict
    }

    /// Agents who are not active, or from whom an adjustment took what they held: they wait a day.
    private func agentsNotPaid(_ order: PlainOrder, until time: Int64) -> Set<ID> {
        var wanted: [ID: Int64] = [:]
        for commission in order.lines.flatMap(\.commissions) where !commission.isReleased {
            if let due = commission.due, due <= time { wanted[commission.agent, default: 0] += commission.rest }
        }
        return Set(
            wanted.filter { agent, amount in
                self.people[agent]?.status != .active || self.available(self.held(agent, order.ledger)) < amount
            }.keys
        )
    }
}
