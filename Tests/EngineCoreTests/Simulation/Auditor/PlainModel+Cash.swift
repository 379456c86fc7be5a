import EngineCore

extension PlainModel {
    private func isName(_ text: String, _ length: ClosedRange<Int>) -> Bool {
        length.contains(text.unicodeScalars.count)
    }

    private func moneyAccounts(_ request: PlainCash) -> (owner: AccountRef, outside: AccountRef) {
        switch request.kind {
        case .deposit: (self.wallet(request.owner, request.ledger), self.platform(.externalIn, request.ledger))
        case .withdrawal: (self.wallet(request.owner, request.ledger), self.platform(.externalOut, request.ledger))
        case .payout: (self.payable(request.owner, request.ledger), self.platform(.externalOut, request.ledger))
        }
    }

    mutating func initiate(_ command: InitiateDeposit) -> PlainVerdict {
        guard self.actor.role == .member else { return .refused("role-forbidden") }
        var verdict = PlainVerdict(amounts: ["amount": command.amount])
        if !self.isName(command.provider, 1...64) { verdict.refusals.insert("invalid-parameter") }
        if !self.isAmount(command.amount) { verdict.refusals.insert("amount-out-of-range") }
        if !self.ledgers.contains(command.ledgerID) { verdict.refusals.insert("not-found") }
        if !verdict.refusals.isEmpty { return verdict }
        self.cash[self.replyID] = PlainCash(
            kind: .deposit,
            owner: self.actor.id,
            ledger: command.ledgerID,
            amount: command.amount,
            state: .initiated,
            provider: command.provider
        )
        self.cashIDs.append(self.replyID)
        return verdict
    }

    private func isTaken(_ provider: String, _ external: String, except id: ID) -> Bool {
        self.cash.contains { $0.key != id && $0.value.provider == provider && $0.value.external == external }
    }

    mutating func confirm(_ command: ConfirmDeposit) -> PlainVerdict {
        guard self.isSystem || self.isAdmin(.finance) else { return .refused("role-forbidden") }
        if !self.isName(command.provider, 1...64) || !self.isName(command.externalID, 1...128) {
            return .refused("invalid-parameter")
        }
        guard let request = self.cash[command.requestID], request.kind == .deposit,
            request.provider == command.provider
        else { return .refused("not-found") }
        var verdict = PlainVerdict(amounts: ["amount": request.amount])
        if request.state != .initiated { verdict.refusals.insert("invalid-transition") }
        if self.people[request.owner]?.status == .closed { verdict.refusals.insert("account-suspended") }
        if command.amount != request.amount { verdict.refusals.insert("amount-out-of-range") }
        if self.isTaken(command.provider, command.externalID, except: command.requestID) {
            verdict.refusals.insert("duplicate-external-id")
        }
        if !verdict.refusals.isEmpty { return verdict }
        self.cash[command.requestID]?.state = .confirmed
        self.cash[command.requestID]?.external = command.externalID
        let (wallet, outside) = self.moneyAccounts(request)
        self.move(&verdict, 1, outside, wallet, request.amount)
        return verdict
    }

    mutating func failDeposit(_ id: ID) -> PlainVerdict {
        guard self.isSystem || self.isAdmin(.finance) else { return .refused("role-forbidden") }
        guard let request = self.cash[id], request.kind == .deposit else { return .refused("not-found") }
        if request.state != .initiated { return .refused("invalid-transition") }
        self.cash[id]?.state = .failed
        return PlainVerdict(amounts: ["amount": request.amount])
    }

    mutating func reverse(_ id: ID) -> PlainVerdict {
        guard self.isSystem || self.isAdmin(.finance) else { return .refused("role-forbidden") }
        guard let request = self.cash[id], request.kind == .deposit else { return .refused("not-found") }
        if request.state != .confirmed { return .refused("invalid-transition") }
        var verdict = PlainVerdict(amounts: ["amount": request.amount])
        let (wallet, outside) = self.moneyAccounts(request)
        let has = max(0, self.available(wallet))
        if has > 0 { self.move(&verdict, 2, wallet, outside, min(has, request.amount)) }
        if has < request.amount {
            self.move(&verdict, 3, self.platform(.suspense, request.ledger), outside, request.amount - has)
            if self.people[request.owner]?.status == .active { self.people[request.owner]?.status = .suspended }
        }
        self.cash[id]?.state = .reversed
        return verdict
    }

    mutating func requestWithdrawal(_ command: RequestWithdrawal) -> PlainVerdict {
        guard self.actor.role == .member || self.actor.role == .agent else { return .refused("role-forbidden") }
        let request = PlainCash(
            kind: self.actor.role == .member ? .withdrawal : .payout,
            owner: self.actor.id,
            ledger: command.ledgerID,
            amount: command.amount,
            state: .requested
        )
        var verdict = PlainVerdict(amounts: ["amount": command.amount])
        let (from, to) = self.moneyAccounts(request)
        if !self.isAmount(command.amount) { verdict.refusals.insert("amount-out-of-range") }
        if !self.ledgers.contains(command.ledgerID) { verdict.refusals.insert("not-found") }
        if self.available(from) < command.amount { verdict.refusals.insert("insufficient-funds") }
        if request.kind == .payout && self.available(from) < 0 {
            verdict.refusals.remove("insufficient-funds")
            verdict.refusals.insert("payout-blocked-negative-balance")
        }
        if !verdict.refusals.isEmpty { return verdict }
        self.cash[self.replyID] = request
        self.cashIDs.append(self.replyID)
        self.move(&verdict, request.kind == .payout ? 40 : 30, from, to, command.amount, phase: 1)
        return verdict
    }

    private func outgoing(_ id: ID) -> PlainCash? {
        guard let request = self.cash[id], request.kind != .deposit else { return nil }
        return request
    }

    /// Ends a withdrawal: posts its hold (phase 2) or gives the money back (phase 3).
    private mutating func end(_ id: ID, _ request: PlainCash, _ state: CashState, phase: Int16) -> PlainVerdict {
        var verdict = PlainVerdict(amounts: ["amount": request.amount])
        let (from, to) = self.moneyAccounts(request)
        let code: Int16 = (request.kind == .payout ? 40 : 30) + phase - 1
        self.move(&verdict, code, from, to, request.amount, phase: phase)
        self.cash[id]?.state = state
        return verdict
    }

    mutating func cancelWithdrawal(_ id: ID) -> PlainVerdict {
        guard self.actor.role == .member || self.actor.role == .agent else { return .refused("role-forbidden") }
        guard let request = self.outgoing(id), request.owner == self.actor.id else { return .refused("not-found") }
        if request.state != .requested { return .refused("invalid-transition") }
        return self.end(id, request, .cancelled, phase: 3)
    }

    /// What forbids an approval now.
    func refusalOfApproval(_ request: PlainCash) -> Set<String> {
        var refusals: Set<String> = []
        if request.state != .requested { refusals.insert("invalid-transition") }
        if self.people[request.owner]?.status != .active { refusals.insert("account-suspended") }
        if request.kind == .payout && self.available(self.moneyAccounts(request).owner) < 0 {
            refusals.insert("payout-blocked-negative-balance")
        }
        return refusals
    }

    mutating func approveWithdrawal(_ id: ID) -> PlainVerdict {
        guard self.isAdmin(.finance) else { return .refused("role-forbidden") }
        guard let request = self.outgoing(id) else { return .refused("not-found") }
        let verdict = PlainVerdict(refusals: self.refusalOfApproval(request), amounts: ["amount": request.amount])
        if verdict.refusals.isEmpty { self.cash[id]?.state = .approved }
        return verdict
    }

    mutating func rejectWithdrawal(_ command: RejectWithdrawal) -> PlainVerdict {
        guard self.isAdmin(.finance) else { return .refused("role-forbidden") }
        if !self.isReason(command.reason) { return .refused("invalid-parameter") }
        guard let request = self.outgoing(command.requestID) else { return .refused("not-found") }
        if request.state != .requested { return .refused("invalid-transition") }
        return self.end(command.requestID, request, .rejected, phase: 3)
    }

    mutating func startWithdrawal(_ id: ID) -> PlainVerdict {
        guard self.isSystem || self.isAdmin(.finance) else { return .refused("role-forbidden") }
        guard let request = self.outgoing(id) else { return .refused("not-found") }
        if request.state != .approved { return .refused("invalid-transition") }
        self.cash[id]?.state = .processing
        return PlainVerdict(amounts: ["amount": request.amount])
    }

    mutating func settle(_ command: SettleWithdrawal) -> PlainVerdict {
        guard self.isSystem || self.isAdmin(.finance) else { return .refused("role-forbidden") }
        if (command.provider == nil) != (command.externalID == nil) { return .refused("invalid-parameter") }
        guard let request = self.outgoing(command.requestID) else { return .refused("not-found") }
        var refusals: Set<String> = []
        if request.state != .processing { refusals.insert("invalid-transition") }
        if let provider = command.provider, let external = command.externalID,
            self.isTaken(provider, external, except: command.requestID)
        {
            refusals.insert("duplicate-external-id")
        }
        if !refusals.isEmpty { return PlainVerdict(refusals: refusals) }
        self.cash[command.requestID]?.provider = command.provider
        self.cash[command.requestID]?.external = command.externalID
        if command.isPaid { return self.end(command.requestID, request, .paid, phase: 2) }
        return self.end(command.requestID, request, .failed, phase: 3)
    }
}
