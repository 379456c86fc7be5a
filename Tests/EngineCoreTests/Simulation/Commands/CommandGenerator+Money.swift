import EngineCore

extension CommandGenerator {
    mutating func withdrawal(_ model: PlainModel) -> (Command, Actor) {
        func isIn(_ state: CashState) -> (ID) -> Bool {
            { model.cash[$0].map { $0.kind != .deposit && $0.state == state } ?? false }
        }
        switch self.random.below(22) {
        case 0..<7:
            let actor = self.random.chance(45) ? self.member() : self.agent()
            let ledger = self.ledger()
            let account = actor.role == .member ? model.wallet(actor.id, ledger) : model.payable(actor.id, ledger)
            let amount = self.amount(upTo: max(1, model.available(account)))
            return (.requestWithdrawal(RequestWithdrawal(ledgerID: ledger, amount: amount)), actor)
        case 7:
            let id = self.id(model.cashIDs, where: isIn(.requested))
            let owner = model.cash[id].map { $0.kind == .payout ? Actor.agent($0.owner) : .member($0.owner) }
            return (.cancelWithdrawal(CancelWithdrawal(requestID: id)), owner ?? self.member())
        case 8..<12:
            let id = self.id(model.cashIDs, where: isIn(.requested))
            return (.approveWithdrawal(ApproveWithdrawal(requestID: id)), self.admin(.finance))
        case 12:
            let id = self.id(model.cashIDs, where: isIn(.requested))
            let reason = self.random.chance(10) ? "" : "no"
            return (.rejectWithdrawal(RejectWithdrawal(requestID: id, reason: reason)), self.admin(.finance))
        case 13..<17:
            let id = self.id(model.cashIDs, where: isIn(.approved))
            return (.startWithdrawal(StartWithdrawal(requestID: id)), self.admin(.finance))
        case 17..<20:
            let id = self.id(model.cashIDs, where: isIn(.processing))
            let isNamed = self.random.chance(50)
            let command = SettleWithdrawal(
                requestID: id,
                isPaid: self.random.chance(75),
                provider: isNamed ? "bank" : nil,
                externalID: isNamed ? (self.random.chance(6) ? "x1" : "w\(self.count)") : nil
            )
            return (.settleWithdrawal(command), self.random.chance(50) ? .system : self.admin(.finance))
        default:
            let ids = model.cashIDs.suffix(40).filter { id in
                model.cash[id].map { $0.kind == .payout && ($0.state == .requested || self.random.chance(4)) } ?? false
            }
            return (.proposePayoutBatch(ProposePayoutBatch(requestIDs: ids)), self.admin(.finance))
        }
    }

    mutating func approval(_ model: PlainModel, _ now: Int64) -> (Command, Actor) {
        switch self.random.below(20) {
        case 0..<3: return (.proposeAdjustment(self.adjustment()), self.admin(.finance))
        case 3, 4: return self.correction(model)
        case 5: return (.proposePlan(self.plan(now)), self.admin(.super))
        case 6:
            let command = ProposeMemberMove(
                memberID: self.member().id,
                agentID: self.random.chance(85) ? self.agent().id : nil
            )
            return (.proposeMemberMove(command), self.admin(.operations))
        case 7..<17:
            let id = self.id(model.approvalIDs) { model.approvals[$0]?.state == .open }
            let approval = model.approvals[id]
            let command = ApproveAction(
                approvalID: id,
                action: approval?.action ?? .adjustment,
                payload: self.random.chance(3) ? "{}" : approval?.payload ?? "{}"
            )
            let roles: AdminRoles =
                switch approval?.action {
                case .adjustment, .correction: .super
                case .moveMember: .operations
                default: .finance
                }
            return (.approveAction(command), self.admin(roles))
        case 17:
            let id = self.id(model.approvalIDs) { model.approvals[$0]?.state == .open }
            return (.rejectAction(RejectAction(approvalID: id, reason: "no")), self.admin([.super, .finance]))
        default:
            let id = self.id(model.approvalIDs) { model.approvals[$0]?.state == .open }
            return (.expireApproval(ExpireApproval(approvalID: id)), .system)
        }
    }

    private mutating func account(_ ledger: Int16) -> AccountRef {
        switch self.random.below(8) {
        case 0: AccountRef(ledgerID: ledger, kind: .revenue)
        case 1: AccountRef(ledgerID: ledger, kind: .suspense)
        case 2: AccountRef(ledgerID: ledger, kind: .externalIn)
        case 3, 4: AccountRef(ledgerID: ledger, kind: .available, ownerID: self.agent().id)
        case 5: AccountRef(ledgerID: ledger, kind: .wallet, ownerID: self.random.chance(5) ? .nil : self.member().id)
        case 6: AccountRef(ledgerID: ledger, kind: .held, ownerID: self.agent().id)
        default: AccountRef(ledgerID: ledger, kind: .wallet, ownerID: self.member().id)
        }
    }

    private mutating func adjustment() -> ProposeAdjustment {
        let ledger = self.ledger()
        var to = self.account(self.random.chance(95) ? ledger : 3 - ledger)
        let from = self.account(ledger)
        if self.random.chance(90), to == from { to = AccountRef(ledgerID: ledger, kind: .commission) }
        return ProposeAdjustment(
            from: from,
            to: to,
            amount: self.amount(upTo: 900),
            reason: self.random.chance(4) ? "" : "fix"
        )
    }

    /// Only adjustments, corrections and deposits are corrected: the rest has commands of its own.
    private mutating func correction(_ model: PlainModel) -> (Command, Actor) {
        let seqs = model.journal.indices.suffix(200).filter { [1, 90, 91].contains(model.journal[$0].transfer.code) }
        let seq = Int64(self.random.pick(seqs) ?? 0) + 1
        let entry = model.journal.indices.contains(Int(seq) - 1) ? model.journal[Int(seq) - 1].transfer : nil
        let command = ProposeCorrection(
            transferSeq: seq,
            debit: entry?.from ?? self.account(1),
            credit: self.random.chance(4) ? self.account(1) : entry?.to ?? self.account(1),
            reason: "wrong"
        )
        return (.proposeCorrection(command), self.admin(.finance))
    }

    private mutating func plan(_ now: Int64) -> ProposePlan {
        let isUnilevel = self.random.chance(50)
        let first = self.random.within(0...120_000)
        let rates: CanonicalJSON =
            isUnilevel
            ? .array([.int(first), .int(self.random.within(0...60_000))])
            : .object(["1": .int(first), "2": .int(self.random.within(0...150_000)), "3": .int(90_000)])
        return ProposePlan(
            ledgerID: self.ledger(),
            category: self.random.chance(60) ? nil : "books",
            mode: isUnilevel ? .unilevel : .differential,
            rates: rates,
            capPpm: 150_000,
            holdDays: Int16(self.random.within(0...9)),
            validFrom: self.random.chance(70) ? nil : now + self.random.within(-1_000_000...3_600_000_000)
        )
    }

    mutating func period(_ model: PlainModel, _ now: Int64) -> (Command, Actor) {
        switch self.random.below(6) {
        case 0:
            let ledger = self.ledger()
            let last =
                model.periods.values.filter { $0.ledger == ledger }.map(\.ends).max() ?? now - 40 * PlainModel.day
            let starts = self.random.chance(85) ? last : last - self.random.within(0...5 * PlainModel.day)
            let ends = starts + self.random.within(0...6) * PlainModel.day
            return (.openPeriod(OpenPeriod(ledgerID: ledger, startsAt: starts, endsAt: ends)), .system)
        case 1, 2:
            let id = self.id(model.periodIDs) { model.periods[$0]?.state == .open }
            return (.proposePeriodClose(ProposePeriodClose(periodID: id)), self.admin(.finance))
        default:
            let id = self.id(model.periodIDs) { model.periods[$0]?.state == .closing }
            let after = self.random.chance(70) ? ID.nil : self.agent().id
            let limit = self.random.chance(60) ? 100 : Int(self.random.within(0...3))
            return (.issueStatements(IssueStatements(periodID: id, after: after, limit: limit)), .system)
        }
    }
}
