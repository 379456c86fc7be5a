import EngineCore

extension PlainModel {
    mutating func requestRefund(_ command: RequestRefund) -> PlainVerdict {
        let isSupport = self.isAdmin(.support)
        guard self.actor.role == .member || isSupport else { return .refused("role-forbidden") }
        guard let order = self.orders[command.orderID], isSupport || order.member == self.actor.id else {
            // What was sent may be looked at before or after the order.
            return self.isWellFormed(command) ? .refused("not-found") : .refused("not-found", "invalid-parameter")
        }
        var verdict = PlainVerdict()
        if !self.isWellFormed(command) { verdict.refusals.insert("invalid-parameter") }
        if !order.isRefundable { verdict.refusals.insert("invalid-transition") }
        verdict.refusals.formUnion(self.refusals(order, command.lines))
        if verdict.refusals.isEmpty, let lack = self.lacksFunds(order, command.lines) { return lack }
        if !verdict.refusals.isEmpty { return verdict }
        self.refunds[self.replyID] = PlainRefund(order: order.id, lines: command.lines, maker: self.actor.id)
        self.refundIDs.append(self.replyID)
        verdict.amounts = ["amount": command.lines.reduce(0) { $0 + $1.amount }]
        return verdict
    }

    private func isWellFormed(_ command: RequestRefund) -> Bool {
        (1...100).contains(command.lines.count) && Set(command.lines.map(\.line)).count == command.lines.count
            && command.lines.allSatisfy { $0.amount >= 1 } && self.isReason(command.reason)
    }

    /// What forbids giving that much back.
    private func refusals(_ order: PlainOrder, _ lines: [RefundedLine]) -> Set<String> {
        var refusals: Set<String> = []
        for refunded in lines {
            guard order.lines.indices.contains(Int(refunded.line) - 1) else {
                refusals.insert("invalid-parameter")
                continue
            }
            let line = order.lines[Int(refunded.line) - 1]
            if refunded.restock < 0 || Int64(refunded.restock) > line.quantity - line.restocked {
                refusals.insert("invalid-parameter")
            }
            if refunded.amount < 0 || refunded.amount > line.amount - line.refunded {
                refusals.insert("refund-exceeds-captured")
            }
        }
        return refusals
    }

    /// An adjustment may have taken away what an agent holds; then nothing can be taken back.
    func lacksFunds(_ order: PlainOrder, _ lines: [RefundedLine]) -> PlainVerdict? {
        var wanted: [AccountRef: Int64] = [:]
        for refunded in lines {
            let line = order.lines[Int(refunded.line) - 1]
            for commission in line.commissions where !commission.isReleased {
                let back = self.clawback(commission, line, refunded.amount)
                wanted[self.held(commission.agent, order.ledger), default: 0] += back
            }
        }
        let lacks = wanted.contains { account, amount in amount > 0 && self.available(account) < amount }
        return lacks ? .refused("insufficient-funds") : nil
    }

    /// Cumulative: what must have been taken back after this refund, less what was.
    private func clawback(_ commission: PlainCommission, _ line: PlainLine, _ amount: Int64) -> Int64 {
        let refunded = line.refunded + amount
        // accrued <= amount of the line, both <= 10^15: the product needs more than 64 bits.
        let target = commission.accrued.multipliedFullWidth(by: refunded)
        let quotient = line.amount.dividingFullWidth(target).quotient
        return quotient - commission.reversed
    }

    /// Money to the member, commissions back, units to stock.
    mutating func giveBack(_ order: inout PlainOrder, _ lines: [RefundedLine], _ verdict: inout PlainVerdict) {
        let amount = lines.reduce(0) { $0 + $1.amount }
        if amount > 0 {
            self.move(
                &verdict,
                13,
                self.platform(.revenue, order.ledger),
                self.wallet(order.member, order.ledger),
                amount
            )
        }
        for refunded in lines {
            let index = Int(refunded.line) - 1
            for place in order.lines[index].commissions.indices {
                let commission = order.lines[index].commissions[place]
                let back = self.clawback(commission, order.lines[index], refunded.amount)
                if back == 0 { continue }
                let agent = commission.agent
                let from = commission.isReleased ? self.payable(agent, order.ledger) : self.held(agent, order.ledger)
                let to = self.platform(.commission, order.ledger)
                self.move(&verdict, commission.isReleased ? 23 : 22, from, to, back)
                order.lines[index].commissions[place].reversed += back
            }
            order.lines[index].refunded += refunded.amount
            order.lines[index].restocked += Int64(refunded.restock)
            self.products[order.lines[index].product]?.onHand? += Int64(refunded.restock)
        }
    }

    mutating func approveRefund(_ command: ApproveRefund) -> PlainVerdict {
        guard self.isAdmin(.finance) else { return .refused("role-forbidden") }
        guard let refund = self.refunds[command.refundID], refund.order == command.orderID,
            var order = self.orders[refund.order]
        else { return .refused("not-found") }
        var verdict = PlainVerdict()
        if refund.maker == self.actor.id { verdict.refusals.insert("maker-is-checker") }
        if refund.state != .requested || !order.isRefundable { verdict.refusals.insert("invalid-transition") }
        verdict.refusals.formUnion(self.refusals(order, refund.lines))
        if verdict.refusals.isEmpty, let lack = self.lacksFunds(order, refund.lines) { return lack }
        if !verdict.refusals.isEmpty { return verdict }
        self.giveBack(&order, refund.lines, &verdict)
        self.orders[order.id] = order
        self.refunds[command.refundID]?.state = .executed
        verdict.amounts = ["amount": refund.lines.reduce(0) { $0 + $1.amount }, "executed_at": self.now]
        return verdict
    }

    mutating func rejectRefund(_ command: RejectRefund) -> PlainVerdict {
        guard self.isAdmin(.finance) else { return .refused("role-forbidden") }
        if !self.isReason(command.reason) { return .refused("invalid-parameter") }
        guard let refund = self.refunds[command.refundID], refund.order == command.orderID else {
            return .refused("not-found")
        }
        var verdict = PlainVerdict()
        if refund.maker == self.actor.id { verdict.refusals.insert("maker-is-checker") }
        if refund.state != .requested { verdict.refusals.insert("invalid-transition") }
        if verdict.refusals.isEmpty { self.refunds[command.refundID]?.state = .rejected }
        return verdict
    }
}
