/// All that giving money back for lines of an order does, checked before anything of it is done.
struct RefundPlan {
    /// What is taken back of one commission; the amount may be 0.
    struct Step {
        var commission: Commission
        var amount: Int64
        var code: TransferCode
    }

    var order: Order
    var lines: [RefundedLine]
    var amount: Int64
    var clawbacks: [Step]

    /// - Throws: `invalid-parameter` for a line that the order does not have, or more units than were sold;
    ///   `refund-exceeds-captured` with the `line` and its `available` amount; `insufficient-funds` if an adjustment took
    ///   away what an agent holds.
    init(_ order: Order, _ lines: [RefundedLine], _ set: borrowing WorkingSet) throws(Rejection) {
        (self.order, self.lines, self.amount, self.clawbacks) = (order, lines, 0, [])
        let returned = set.restocked(of: order.id)
        for (index, refunded) in lines.enumerated() {
            guard let line = set.orderLines[OrderLine.Key(orderID: order.id, line: refunded.line)] else {
                throw .parameter("/lines/\(index)/line", "must be a line of the order")
            }
            guard (0...Int64(line.qty) - (returned[line.line] ?? 0)).contains(Int64(refunded.restock)) else {
                throw .parameter("/lines/\(index)/restock", "must be at most the units not yet returned")
            }
            let rest = line.amount - line.refunded
            guard (0...rest).contains(refunded.amount) else {
                throw Rejection(.refundExceedsCaptured, ["line": .int(Int64(line.line)), "available": .int(rest)])
            }
            self.amount += refunded.amount
            self.addClawbacks(line, refunded.amount, set)
        }
        try self.checkFunds(set)
    }

    private mutating func addClawbacks(_ line: OrderLine, _ amount: Int64, _ set: borrowing WorkingSet) {
        for commission in set.commissions(on: line) {
            let clawback = commission.clawback(refunded: line.refunded + amount, of: line.amount)
            let code: TransferCode = commission.state == .released ? .clawbackAvailable : .clawbackHeld
            if clawback > 0 { self.clawbacks.append(Step(commission: commission, amount: clawback, code: code)) }
        }
    }

    private func checkFunds(_ set: borrowing WorkingSet) throws(Rejection) {
        if self.amount > 0 {
            try set.checkFunds(.refund, from: self.order.revenue, to: self.order.wallet, amount: self.amount)
        }
        var sums: [(code: TransferCode, account: AccountRef, amount: Int64)] = []
        for clawback in self.clawbacks {
            let account = self.account(of: clawback)
            if let index = sums.firstIndex(where: { $0.account == account }) {
                sums[index].amount += clawback.amount
            } else {
                sums.append((clawback.code, account, clawback.amount))
            }
        }
        for sum in sums {
            try set.checkFunds(sum.code, from: sum.account, to: self.order.commissionAccount, amount: sum.amount)
        }
    }

    private func account(of clawback: Step) -> AccountRef {
        let agent = clawback.commission.agentID
        return clawback.code == .clawbackAvailable ? self.order.available(agent) : self.order.held(agent)
    }
}

extension RefundPlan {
    /// Moves the money, takes commissions back, returns stock, and counts it on lines and order.
    ///
    /// - Parameters:
    ///   - refundID: The refund that it belongs to.
    ///   - state: What the order becomes by it; nil if it stays what it is.
    ///   - set: The rows.
    ///   - context: Numbers, ids and time.
    /// - Returns: The order as it is then.
    func execute(
        refundID: ID,
        movingTo state: OrderState? = nil,
        _ set: inout WorkingSet,
        _ context: inout Context
    ) -> Order {
        if self.amount > 0 {
            set.transfer(
                .refund,
                from: self.order.revenue,
                to: self.order.wallet,
                amount: self.amount,
                refID: self.order.id,
                &context
            )
        }
        for refunded in self.lines {
            let key = OrderLine.Key(orderID: self.order.id, line: refunded.line)
            set.orderLines.update(key) { $0.refunded += refunded.amount }
            if let line = set.orderLines[key] { set.returnStock(line.productID, Int64(refunded.restock)) }
        }
        for clawback in self.clawbacks { self.take(clawback, refundID, &set, &context) }
        return set.update(self.order) {
            $0.refunded += self.amount
            $0.state = state ?? $0.state
        }
    }

    private func take(_ clawback: Step, _ refundID: ID, _ set: inout WorkingSet, _ context: inout Context) {
        let before = clawback.commission
        let seq = set.transfer(
            clawback.code,
            from: self.account(of: clawback),
            to: self.order.commissionAccount,
            amount: clawback.amount,
            refID: self.order.id,
            &context
        )
        var after = before
        after.reversed += clawback.amount
        if after.outstanding == 0 { after.state = .reversed }
        set.commissions.update(before.key) { $0 = after }
        set.clawbacks.insert(
            Clawback(
                refundID: refundID,
                line: before.line,
                level: before.level,
                amount: clawback.amount,
                transferSeq: seq
            )
        )
        set.record("commission.clawed_back", after, before: before, &context)
    }
}
