import EngineCore

extension PlainModel {
    private mutating func open(_ action: ApprovalAction, _ command: Command, _ payload: String) -> PlainVerdict {
        self.approvals[self.replyID] = PlainApproval(
            action: action,
            maker: self.actor.id,
            created: self.now,
            command: command,
            payload: payload
        )
        self.approvalIDs.append(self.replyID)
        return PlainVerdict(amounts: ["expires_at": self.now + Self.day])
    }

    private func isOwner(_ account: AccountRef) -> Bool {
        switch account.kind {
        case .wallet: self.people[account.ownerID]?.role == .member
        case .held, .available: self.people[account.ownerID]?.role == .agent
        default: account.ownerID == .nil
        }
    }

    private func refusals(_ command: ProposeAdjustment) -> Set<String> {
        if !self.isReason(command.reason) { return ["invalid-parameter"] }
        var refusals: Set<String> = []
        if !self.isAmount(command.amount) { refusals.insert("amount-out-of-range") }
        if command.from.ledgerID != command.to.ledgerID { refusals.insert("currency-mismatch") }
        if command.from == command.to { refusals.insert("invalid-parameter") }
        if !self.ledgers.contains(command.from.ledgerID) { refusals.insert("not-found") }
        for account in [command.from, command.to] where !self.isOwner(account) {
            refusals.formUnion(["not-found", "invalid-parameter"])
        }
        return refusals
    }

    mutating func propose(_ command: ProposeAdjustment) -> PlainVerdict {
        guard self.isAdmin(.finance) else { return .refused("role-forbidden") }
        let refusals = self.refusals(command)
        if !refusals.isEmpty { return PlainVerdict(refusals: refusals) }
        let payload = AdjustmentProposal(
            from: command.from,
            to: command.to,
            amount: command.amount,
            reason: command.reason
        )
        return self.open(.adjustment, .proposeAdjustment(command), payload.text)
    }

    private func refusals(_ command: ProposeCorrection) -> Set<String> {
        if !self.isReason(command.reason) { return ["invalid-parameter"] }
        guard self.journal.indices.contains(Int(command.transferSeq) - 1) else { return ["not-found"] }
        let entry = self.journal[Int(command.transferSeq) - 1]
        guard entry.transfer.from == command.debit, entry.transfer.to == command.credit else { return ["not-found"] }
        let movedMoney = entry.transfer.phase == 0 || entry.transfer.phase == 2
        return entry.isCorrected || !movedMoney ? ["invalid-transition"] : []
    }

    mutating func propose(_ command: ProposeCorrection) -> PlainVerdict {
        guard self.isAdmin(.finance) else { return .refused("role-forbidden") }
        let refusals = self.refusals(command)
        if !refusals.isEmpty { return PlainVerdict(refusals: refusals) }
        let payload = CorrectionProposal(
            transferSeq: command.transferSeq,
            debit: command.debit,
            credit: command.credit,
            reason: command.reason
        )
        return self.open(.correction, .proposeCorrection(command), payload.text)
    }

    private func rates(_ command: ProposePlan) -> [Int64: Int64]? {
        var rates: [Int64: Int64] = [:]
        switch (command.mode, command.rates) {
        case (.unilevel, .array(let values)) where values.count <= 2:
            for (index, value) in values.enumerated() { rates[Int64(index + 1)] = value.int ?? -1 }
        case (.differential, .object(let members)):
            for (tier, value) in members { rates[Int64(tier) ?? -1] = value.int ?? -1 }
        default: return nil
        }
        return rates.values.allSatisfy { (0...1_000_000).contains($0) } ? rates : nil
    }

    mutating func propose(_ command: ProposePlan) -> PlainVerdict {
        guard self.isAdmin(.super) else { return .refused("role-forbidden") }
        guard let rates = self.rates(command), (0...1_000_000).contains(command.capPpm),
            (0...365).contains(command.holdDays), (command.validFrom ?? self.now) >= self.now
        else { return .refused("invalid-parameter") }
        var refusals: Set<String> = []
        let most = command.mode == .unilevel ? rates.values.reduce(0, +) : rates.values.max() ?? 0
        if most > Int64(command.capPpm) { refusals.insert("plan-cap-exceeded") }
        if !self.ledgers.contains(command.ledgerID) { refusals.insert("not-found") }
        if !refusals.isEmpty { return PlainVerdict(refusals: refusals) }
        let payload = PlanProposal(
            ledgerID: command.ledgerID,
            category: command.category,
            mode: command.mode,
            rates: command.rates,
            capPpm: command.capPpm,
            holdDays: command.holdDays,
            validFrom: command.validFrom
        )
        return self.open(.addPlan, .proposePlan(command), payload.text)
    }

    mutating func propose(_ command: ProposeMemberMove) -> PlainVerdict {
        guard self.isAdmin(.operations) else { return .refused("role-forbidden") }
        let refusals = self.refusals(command)
        if !refusals.isEmpty { return PlainVerdict(refusals: refusals) }
        let payload = MemberMoveProposal(memberID: command.memberID, agentID: command.agentID)
        return self.open(.moveMember, .proposeMemberMove(command), payload.text)
    }

    private func refusals(_ command: ProposeMemberMove) -> Set<String> {
        guard let member = self.people[command.memberID], member.role == .member else { return ["not-found"] }
        var refusals: Set<String> = []
        if member.status == .closed { refusals.formUnion(["invalid-transition", "account-suspended"]) }
        if let id = command.agentID {
            guard let agent = self.people[id], agent.role == .agent else { return refusals.union(["not-found"]) }
            if agent.status != .active { refusals.formUnion(["account-suspended", "not-found"]) }
        }
        // engine.md names no code for a move to where the member is.
        if member.agent == command.agentID { refusals.formUnion(["invalid-parameter", "invalid-transition"]) }
        return refusals
    }

    mutating func propose(_ command: ProposePayoutBatch) -> PlainVerdict {
        guard self.isAdmin(.finance) else { return .refused("role-forbidden") }
        let ids = command.requestIDs
        if !(1...200).contains(ids.count) || Set(ids).count != ids.count { return .refused("invalid-parameter") }
        var refusals: Set<String> = []
        var ledgers: Set<Int16> = []
        var total: Int64 = 0
        for id in ids {
            guard let request = self.cash[id], request.kind == .payout else {
                refusals.insert("not-found")
                continue
            }
            if request.state != .requested { refusals.insert("invalid-transition") }
            ledgers.insert(request.ledger)
            total += request.amount
        }
        if ledgers.count > 1 { refusals.insert("currency-mismatch") }
        if !refusals.isEmpty { return PlainVerdict(refusals: refusals) }
        let payload = PayoutBatchProposal(ledgerID: ledgers.first ?? 0, requestIDs: ids, total: total)
        return self.open(.payoutBatch, .proposePayoutBatch(command), payload.text)
    }

    mutating func propose(_ command: ProposePeriodClose) -> PlainVerdict {
        guard self.isAdmin(.finance) else { return .refused("role-forbidden") }
        guard let period = self.periods[command.periodID] else { return .refused("not-found") }
        var refusals = self.refusals(toClose: command.periodID)
        // What other periods stand in the way may be seen only at the approval.
        if refusals == ["invalid-transition"] && self.now >= period.ends && self.wasDone { refusals = [] }
        if !refusals.isEmpty { return PlainVerdict(refusals: refusals) }
        let payload = PeriodCloseProposal(periodID: command.periodID, ledgerID: period.ledger)
        return self.open(.closePeriod, .proposePeriodClose(command), payload.text)
    }

    private func refusals(toClose id: ID) -> Set<String> {
        guard let period = self.periods[id] else { return ["not-found"] }
        var refusals: Set<String> = []
        if period.state != .open { refusals.insert("period-closed") }
        let hasEarlier = self.periods.values.contains {
            $0.ledger == period.ledger && $0.starts < period.starts && $0.state != .issued
        }
        if self.now < period.ends || hasEarlier { refusals.insert("invalid-transition") }
        return refusals
    }

    private func checkers(_ action: ApprovalAction) -> AdminRoles {
        switch action {
        case .adjustment, .correction: .super
        case .addPlan, .closePeriod, .payoutBatch: .finance
        case .moveMember: .operations
        }
    }

    /// What forbids this admin to decide on an approval.
    private func refusals(_ approval: PlainApproval) -> Set<String> {
        var refusals: Set<String> = []
        if approval.maker == self.actor.id { refusals.insert("maker-is-checker") }
        if approval.state != .open || self.now >= approval.created + Self.day { refusals.insert("invalid-transition") }
        return refusals
    }

    mutating func approve(_ command: ApproveAction) -> PlainVerdict {
        guard self.actor.role == .admin else { return .refused("role-forbidden") }
        guard let approval = self.approvals[command.approvalID], approval.action == command.action,
            approval.payload == command.payload
        else { return .refused("not-found") }
        guard self.isAdmin(self.checkers(approval.action)) else { return .refused("role-forbidden") }
        let refusals = self.refusals(approval)
        if !refusals.isEmpty { return PlainVerdict(refusals: refusals) }
        let verdict = self.execute(approval.command, command.approvalID)
        if verdict.refusals.isEmpty { self.approvals[command.approvalID]?.state = .approved }
        return verdict
    }

    private mutating func execute(_ command: Command, _ approval: ID) -> PlainVerdict {
        var verdict = PlainVerdict()
        switch command {
        case .proposeAdjustment(let command):
            verdict.refusals = self.refusals(command)
            if !self.mayGive(command.from, command.amount) { verdict.refusals.insert("insufficient-funds") }
            if verdict.refusals.isEmpty { self.move(&verdict, 90, command.from, command.to, command.amount) }
        case .proposeCorrection(let command):
            verdict.refusals = self.refusals(command)
            if !verdict.refusals.isEmpty { return verdict }
            let amount = self.journal[Int(command.transferSeq) - 1].transfer.amount
            let overdraws = command.credit.kind == .wallet || command.credit.kind == .held
            if overdraws && self.available(command.credit) < amount { return .refused("insufficient-funds") }
            self.journal[Int(command.transferSeq) - 1].isCorrected = true
            self.move(&verdict, 91, command.credit, command.debit, amount)
        case .proposePlan(let command):
            self.plans.append(
                PlainPlan(
                    id: self.reply["plan"]?.id ?? .nil,
                    ledger: command.ledgerID,
                    category: command.category,
                    mode: command.mode,
                    rates: self.rates(command) ?? [:],
                    cap: Int64(command.capPpm),
                    holdDays: Int64(command.holdDays),
                    from: max(self.now, command.validFrom ?? self.now),
                    commit: self.commit
                )
            )
        case .proposeMemberMove(let command):
            verdict.refusals = self.refusals(command)
            if verdict.refusals.isEmpty { self.people[command.memberID]?.agent = command.agentID }
        case .proposePayoutBatch(let command): verdict = self.approvePayouts(command.requestIDs)
        case .proposePeriodClose(let command):
            verdict.refusals = self.refusals(toClose: command.periodID)
            if !verdict.refusals.isEmpty { return verdict }
            self.periods[command.periodID]?.state = .closing
            self.periods[command.periodID]?.closingCommit = self.commit
            let last = self.journal.count + self.movesInBatch
            self.periods[command.periodID]?.journalEnd = last
            verdict.amounts = ["last_seq": Int64(last)]
        default: preconditionFailure("\(command.kind) needs no approval")
        }
        return verdict
    }

    /// Whether an adjustment may take that much.
    func mayGive(_ account: AccountRef, _ amount: Int64) -> Bool {
        account.kind.rawValue < 10 || self.available(account) >= amount
    }

    private mutating func approvePayouts(_ ids: [ID]) -> PlainVerdict {
        var verdict = PlainVerdict()
        var (approved, total): (Int64, Int64) = (0, 0)
        for id in ids {
            guard let request = self.cash[id] else { continue }
            let refusals = self.refusalOfApproval(request)
            if refusals.isEmpty {
                approved += 1
                total += request.amount
                self.cash[id]?.state = .approved
            }
            verdict.refusals.formUnion(refusals)
        }
        if approved > 0 { verdict.refusals = [] }
        verdict.amounts = ["approved": approved, "total": total]
        return verdict
    }

    mutating func reject(_ command: RejectAction) -> PlainVerdict {
        guard self.actor.role == .admin else { return .refused("role-forbidden") }
        if !self.isReason(command.reason) { return .refused("invalid-parameter") }
        guard let approval = self.approvals[command.approvalID] else { return .refused("not-found") }
        guard self.isAdmin(self.checkers(approval.action)) else { return .refused("role-forbidden") }
        let refusals = self.refusals(approval)
        if refusals.isEmpty { self.approvals[command.approvalID]?.state = .rejected }
        return PlainVerdict(refusals: refusals)
    }

    mutating func expireApproval(_ id: ID) -> PlainVerdict {
        guard self.isSystem else { return .refused("role-forbidden") }
        guard let approval = self.approvals[id] else { return .refused("not-found") }
        if approval.state != .open || self.now < approval.created + Self.day { return .refused("invalid-transition") }
        self.approvals[id]?.state = .expired
        return PlainVerdict()
    }
}
