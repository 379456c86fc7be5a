import SQLStore

/// I5 per line, I7 and I8: recomputes what an order's snapshots and refunds give, order after order.
struct OrderAudit {
    /// Orders that are read at once.
    private static let pageSize: Int64 = 500

    private let plans: [ID: PlanTerms]
    /// Agents who earn no more; what they would have earned stays with the platform.
    private let closed: Set<ID>

    /// Reads plans and closed agents, which are few.
    init(_ connection: inout some ReadConnection & ~Copyable) throws(SQLError) {
        var plans: [ID: PlanTerms] = [:]
        try connection.forEach(OrderAuditQueries.plans, [], as: Plan.self) { plan throws(SQLError) in
            guard let json = CanonicalJSON(text: plan.rates) else { return }
            // A plan that breaks its own rules explains no commission, so each of them is a violation.
            plans[plan.id] = try? PlanTerms(
                mode: plan.mode,
                rates: json,
                capPpm: plan.capPpm,
                holdDays: plan.holdDays
            )
        }
        self.plans = plans
        self.closed = Set(try connection.rows(OrderAuditQueries.closedAgents, as: IDRow.self).map(\.id))
    }

    func run(
        _ connection: inout some ReadConnection & ~Copyable,
        _ found: (Invariant, Violation) -> Void
    ) throws(SQLError) {
        var last = ID.nil
        while true {
            let page = try OrderAuditPage(&connection, after: last, limit: Self.pageSize)
            for order in page.orders { self.check(page.books(of: order), found) }
            guard let end = page.orders.last, page.orders.count == Int(Self.pageSize) else { return }
            last = end.id
        }
    }

    private func check(_ books: OrderBooks, _ found: (Invariant, Violation) -> Void) {
        for line in books.lines {
            let refunded = books.refundedLines[line.line] ?? 0
            if refunded != line.refunded {
                found(
                    .orderTotals,
                    Violation(books.order.id, "executed refunds of line \(line.line) are not its refunded")
                )
            }
            let commissions = books.commissions.filter { $0.line == line.line }
            self.checkShares(commissions, line, books.order, found)
            for commission in commissions { self.checkClawback(commission, line, books, found) }
        }
        for commission in books.commissions where !books.lines.contains(where: { $0.line == commission.line }) {
            found(
                .commissionCap,
                Violation(books.order.id, "commission on line \(commission.line), which is not there")
            )
        }
    }

    /// I7: every commission is a share that the snapshot gives, and only closed agents' shares are missing.
    private func checkShares(
        _ commissions: [Commission],
        _ line: OrderLine,
        _ order: Order,
        _ found: (Invariant, Violation) -> Void
    ) {
        func wrong(_ detail: String) { found(.commissionCap, Violation(order.id, "line \(line.line): \(detail)")) }
        guard let terms = line.planID.flatMap({ self.plans[$0] }), let upline = Upline(text: order.upline),
            line.amount >= 0
        else {
            if !commissions.isEmpty { wrong("commission without a plan or an upline") }
            return
        }
        let accrued = commissions.reduce(Int64(0)) { $0 + $1.accrued }
        if accrued > Amount.share(of: line.amount, ppm: terms.capPpm) { wrong("commissions above the plan's cap") }
        let shares = terms.rates.shares(of: line.amount, among: upline) { _ in false }
        for commission in commissions {
            let isGiven = shares.contains { $0.matches(commission) } && commission.base == line.amount
            if !isGiven { wrong("commission of level \(commission.level) is not what the snapshot gives") }
        }
        if order.wasPaid(with: commissions) {
            let missing = shares.filter { share in
                !self.closed.contains(share.agentID) && !commissions.contains { share.matches($0) }
            }
            if !missing.isEmpty { wrong("commission of level \(missing[0].level) is missing") }
        }
    }

    /// I8: taken back is the sum of clawbacks, and what the refunded part of the line takes.
    private func checkClawback(
        _ commission: Commission,
        _ line: OrderLine,
        _ books: OrderBooks,
        _ found: (Invariant, Violation) -> Void
    ) {
        let place = "line \(commission.line) level \(commission.level)"
        func wrong(_ detail: String) { found(.clawbackExact, Violation(books.order.id, "\(place): \(detail)")) }
        let sum = books.clawbacks.filter { $0.line == commission.line && $0.level == commission.level }
            .reduce(Int64(0)) { $0 + $1.amount }
        if sum != commission.reversed { wrong("reversed is not the sum of clawbacks") }
        guard line.amount > 0, (0...line.amount).contains(line.refunded), commission.accrued >= 0 else { return }
        if commission.reversed != Amount.portion(of: commission.accrued, part: line.refunded, whole: line.amount) {
            wrong("reversed is not what the refunds of the line take back")
        }
        if (commission.state == .reversed) != (commission.reversed == commission.accrued) {
            wrong("state is not what is left of it")
        }
    }
}

extension CommissionShare {
    fileprivate func matches(_ commission: Commission) -> Bool {
        self.level == commission.level && self.agentID == commission.agentID && self.ratePpm == commission.ratePpm
            && self.amount == commission.accrued
    }
}

extension Order {
    /// Whether commissions have been accrued: an order that was cancelled may have been paid before or not.
    fileprivate func wasPaid(with commissions: [Commission]) -> Bool {
        switch self.state {
        case .paid, .fulfilling, .fulfilled, .completed: true
        case .cancelled: self.refunded > 0 || !commissions.isEmpty
        case .awaitingPayment, .expired: false
        }
    }
}
