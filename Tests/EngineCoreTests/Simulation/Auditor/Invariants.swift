import EngineCore

/// I1 to I14 of engine.md section 11, written plainly over all rows.
struct Invariants {
    let rows: SimRows
    let model: PlainModel

    /// The first invariant that does not hold, with what breaks it; nil if all hold.
    func broken() -> String? {
        let checks: [() -> String?] = [
            self.ledgerBalanced, self.accountSums, self.noOverdraft, self.holdsResolved, self.orderTotals,
            self.orderTransfers, self.commissions, self.agentBalances, self.effectOnce, self.auditComplete, self.chain,
            self.treeClosure,
        ]
        for check in checks { if let found = check() { return found } }
        return nil
    }

    private func ledgerBalanced() -> String? {
        var sums: [Int16: PlainAccount] = [:]
        for row in self.rows.accounts.rows.values {
            var sum = sums[row.ledgerID] ?? PlainAccount()
            sum.debits += row.debitsPosted
            sum.credits += row.creditsPosted
            sum.pendingDebits += row.debitsPending
            sum.pendingCredits += row.creditsPending
            sums[row.ledgerID] = sum
        }
        for (ledger, sum) in sums where sum.debits != sum.credits || sum.pendingDebits != sum.pendingCredits {
            return "I1 ledger_balanced: \(ledger) \(sum)"
        }
        return nil
    }

    private func accountSums() -> String? {
        var folded: [Int64: PlainAccount] = [:]
        for row in self.rows.transfers.sorted {
            var (debit, credit) = (folded[row.debitID] ?? PlainAccount(), folded[row.creditID] ?? PlainAccount())
            switch row.phase {
            case .single: (debit.debits, credit.credits) = (debit.debits + row.amount, credit.credits + row.amount)
            case .pending:
                debit.pendingDebits += row.amount
                credit.pendingCredits += row.amount
            case .post, .void:
                debit.pendingDebits -= row.amount
                credit.pendingCredits -= row.amount
                if row.phase == .post {
                    debit.debits += row.amount
                    credit.credits += row.amount
                }
            }
            folded[row.debitID] = debit
            folded[row.creditID] = credit
            if row.debitAfter != debit.balance || row.creditAfter != credit.balance {
                return "I2 account_sums: transfer \(row.seq) says \(row.debitAfter), \(row.creditAfter)"
            }
        }
        for row in self.rows.accounts.rows.values where row.plain != folded[row.id] ?? PlainAccount() {
            return "I2 account_sums: \(row)"
        }
        return nil
    }

    private func noOverdraft() -> String? {
        for row in self.rows.accounts.rows.values where row.kind == .wallet || row.kind == .held {
            if row.available < 0 { return "I3 no_overdraft: \(row)" }
        }
        return nil
    }

    private func holdsResolved() -> String? {
        var resolved: [Int64: Int] = [:]
        for row in self.rows.transfers.rows.values {
            if let pending = row.pendingSeq { resolved[pending, default: 0] += 1 }
        }
        for row in self.rows.transfers.rows.values where row.phase == .pending {
            let count = resolved[row.seq] ?? 0
            guard let hold = self.rows.holds[row.seq], count <= 1, (count == 0) == (hold.state == .pending) else {
                return "I4 holds_resolved: \(row.seq) \(String(describing: self.rows.holds[row.seq])) \(count) times"
            }
        }
        return nil
    }

    private func orderTotals() -> String? {
        var refunded: [ID: Int64] = [:]
        for row in self.rows.refunds.rows.values where row.state == .executed {
            refunded[row.orderID, default: 0] += row.amount
        }
        for row in self.rows.orders.rows.values {
            let lines = (self.rows.index.linesOf[row.id] ?? []).compactMap { self.rows.orderLines[$0] }
            let total = lines.reduce(0) { $0 + $1.amount }
            let back = lines.reduce(0) { $0 + $1.refunded }
            guard row.total == total, row.refunded == back, back == refunded[row.id] ?? 0, back <= total,
                lines.allSatisfy({ $0.amount == Int64($0.qty) * $0.unit && (0...$0.amount).contains($0.refunded) })
            else { return "I5 order_totals: \(row)" }
        }
        return nil
    }

    /// What an order's transfers came to: held while it waits, total - refunded once paid, 0 when it ended before.
    private func orderTransfers() -> String? {
        var posted: [ID: Int64] = [:]
        var pending: [ID: Int64] = [:]
        for row in self.rows.transfers.rows.values {
            switch row.code {
            case .orderHold: pending[row.refID, default: 0] += row.amount
            case .orderVoid: pending[row.refID, default: 0] -= row.amount
            case .orderPost:
                pending[row.refID, default: 0] -= row.amount
                posted[row.refID, default: 0] += row.amount
            case .refund: posted[row.refID, default: 0] -= row.amount
            default: break
            }
        }
        for row in self.rows.orders.rows.values {
            let isWaiting = row.state == .awaitingPayment
            let isPaid = [.paid, .fulfilling, .fulfilled, .completed].contains(row.state)
            guard pending[row.id] ?? 0 == (isWaiting ? row.total : 0),
                posted[row.id] ?? 0 == (isPaid ? row.total - row.refunded : 0)
            else { return "I6 order_transfers: \(row)" }
        }
        return nil
    }

    private func commissions() -> String? {
        var clawed: [Commission.Key: Int64] = [:]
        for row in self.rows.clawbacks.rows.values {
            guard let refund = self.rows.refunds[row.refundID] else { return "I8 clawback_exact: \(row)" }
            clawed[Commission.Key(orderID: refund.orderID, line: row.line, level: row.level), default: 0] += row.amount
        }
        var accrued: [OrderLine.Key: Int64] = [:]
        for row in self.rows.commissions.rows.values {
            let key = OrderLine.Key(orderID: row.orderID, line: row.line)
            guard let line = self.rows.orderLines[key] else { return "I7 commission_cap: \(row)" }
            accrued[key, default: 0] += row.accrued
            let target = Int128(row.accrued) * Int128(line.refunded) / Int128(line.amount)
            guard row.reversed == clawed[row.key] ?? 0, Int128(row.reversed) == target, row.base == line.amount else {
                return "I8 clawback_exact: \(row)"
            }
        }
        for (key, sum) in accrued {
            guard let line = self.rows.orderLines[key],
                let plan = self.model.plans.first(where: { $0.id == line.planID }),
                sum <= PlainModel.floor(line.amount, plan.cap)
            else { return "I7 commission_cap: \(key) \(sum)" }
        }
        return nil
    }

    /// held = Σ (accrued - reversed) in state held, and available = releases - clawbacks - payouts, both ± adjustments.
    private func agentBalances() -> String? {
        struct Name: Hashable { var ledger: Int16, agent: ID }
        var held: [Name: Int64] = [:]
        for row in self.rows.commissions.rows.values where row.state == .held {
            guard let order = self.rows.orders[row.orderID] else { return "I9 agent_balances: \(row)" }
            held[Name(ledger: order.ledgerID, agent: row.agentID), default: 0] += row.accrued - row.reversed
        }
        var adjusted: [Int64: Int64] = [:]
        var moved: [Int64: Int64] = [:]
        for row in self.rows.transfers.rows.values {
            switch row.code {
            case .adjustment, .correction:
                adjusted[row.creditID, default: 0] += row.amount
                adjusted[row.debitID, default: 0] -= row.amount
            case .commissionRelease, .payoutPost, .clawbackAvailable:
                if row.code == .commissionRelease { moved[row.creditID, default: 0] += row.amount }
                if row.code != .commissionRelease { moved[row.debitID, default: 0] -= row.amount }
            default: break
            }
        }
        for row in self.rows.accounts.rows.values {
            let rest = row.balance - (adjusted[row.id] ?? 0)
            let isRight =
                switch row.kind {
                case .held: rest == held[Name(ledger: row.ledgerID, agent: row.ownerID)] ?? 0
                case .available: rest == moved[row.id] ?? 0
                default: true
                }
            if !isRight { return "I9 agent_balances: \(row)" }
        }
        return nil
    }

    private func effectOnce() -> String? {
        var names: Set<ExternalID> = []
        for row in self.rows.cashRequests.rows.values {
            if let name = row.external, !names.insert(name).inserted { return "I11 effect_once: \(name)" }
        }
        for (key, answer) in self.model.answers where self.rows.outcomes[key]?.body != answer.body {
            return "I11 effect_once: \(key)"
        }
        return self.rows.outcomes.rows.count == self.model.answers.count ? nil : "I11 effect_once: keys nobody used"
    }

    /// The newest event of each order shows its row, so no change of state went unrecorded.
    private func auditComplete() -> String? {
        var newest: [ID: CanonicalJSON] = [:]
        for row in self.rows.events.sorted where row.action.hasPrefix("order.") {
            newest[row.subjectID] = row.after.flatMap { CanonicalJSON(text: $0) }
        }
        for row in self.rows.orders.rows.values where newest[row.id]?["state"]?.string != row.state.name {
            return "I12 audit_complete: \(row)"
        }
        return nil
    }

    /// Every batch follows the one before; what each hashes is recomputed as it is committed.
    private func chain() -> String? {
        var head = SimDatabase.emptyHead
        for seal in self.rows.seals.sorted {
            guard seal.batch == head.batch + 1, seal.prevHash == head.hash else { return "I13 audit_chain: \(seal)" }
            head = ChainHead(
                one: 1,
                batch: seal.batch,
                lastTransfer: seal.lastTransfer,
                lastEvent: seal.lastEvent,
                hash: seal.hash
            )
        }
        guard head == self.rows.head, self.rows.transfers.rows.count == Int(head.lastTransfer),
            self.rows.events.rows.count == Int(head.lastEvent)
        else { return "I13 audit_chain: head \(self.rows.head)" }
        return nil
    }

    private func treeClosure() -> String? {
        var expected: Set<AgentAncestor> = []
        for agent in self.rows.agents.rows.values {
            var (above, depth): (ID?, Int16) = (agent.id, 0)
            while let ancestor = above {
                expected.insert(AgentAncestor(ancestor: ancestor, descendant: agent.id, depth: depth))
                above = self.rows.agents[ancestor]?.parentID
                depth += 1
            }
        }
        return expected == Set(self.rows.ancestors.rows.values) ? nil : "I14 tree_closure"
    }
}
