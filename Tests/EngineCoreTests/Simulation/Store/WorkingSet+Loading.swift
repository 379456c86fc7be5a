import EngineCore

extension WorkingSet {
    /// Takes the row behind a lock as it is committed now.
    mutating func load(_ lock: SimLock, _ rows: SimRows) {
        switch lock {
        case .outcome(let key): if let row = rows.outcomes[key] { self.outcomes.load(row, isLocked: true) }
        case .order(let id): if let row = rows.orders[id] { self.orders.load(row, isLocked: true) }
        case .refund(let id): if let row = rows.refunds[id] { self.refunds.load(row, isLocked: true) }
        case .cashRequest(let id): if let row = rows.cashRequests[id] { self.cashRequests.load(row, isLocked: true) }
        case .approval(let id): if let row = rows.approvals[id] { self.approvals.load(row, isLocked: true) }
        case .period(let id): if let row = rows.periods[id] { self.periods.load(row, isLocked: true) }
        case .member(let id): self.loadMember(id, rows)
        case .ownership(let key): if let row = rows.ownerships[key] { self.ownerships.load(row, isLocked: true) }
        case .agent(let id): if let row = rows.agents[id] { self.agents.load(row, isLocked: true) }
        case .principal(let id): if let row = rows.principals[id] { self.principals.load(row, isLocked: true) }
        case .session(let id): if let row = rows.sessions[id] { self.sessions.load(row, isLocked: true) }
        case .product(let id): if let row = rows.products[id] { self.products.load(row, isLocked: true) }
        case .stock(let id): if let row = rows.stocks[id] { self.stocks.load(row, isLocked: true) }
        case .setting(let name): if let row = rows.settings[name] { self.settings.load(row, isLocked: true) }
        case .reconItem(let id): if let row = rows.reconItems[id] { self.reconItems.load(row, isLocked: true) }
        case .consumer(let name): if let row = rows.consumers[name] { self.consumers.load(row, isLocked: true) }
        case .orderLine(let key): if let row = rows.orderLines[key] { self.orderLines.load(row, isLocked: true) }
        case .commission(let key): if let row = rows.commissions[key] { self.commissions.load(row, isLocked: true) }
        case .hold(let seq): if let row = rows.holds[seq] { self.holds.load(row, isLocked: true) }
        case .newAccount, .account, .head: break
        }
    }

    /// A member's open ownership is written only by who holds the member.
    private mutating func loadMember(_ id: ID, _ rows: SimRows) {
        guard let member = rows.members[id] else { return }
        self.members.load(member, isLocked: true)
        for key in rows.index.ownershipsOf[id] ?? [] {
            if let row = rows.ownerships[key], row.toAt == nil { self.ownerships.load(row, isLocked: true) }
        }
    }

    /// Rows that need no lock: they never change, or whoever changes them holds a row that is locked here.
    mutating func loadUnlocked(_ needs: Needs, _ rows: SimRows) {
        for id in needs.orders.sorted() { self.loadUpline(self.orders[id]?.agentID, withAgents: true, rows) }
        for id in needs.members.sorted() { self.loadUpline(self.members[id]?.agentID, withAgents: true, rows) }
        for id in needs.agents.sorted() { self.loadUpline(id, withAgents: false, rows) }
        for code in needs.referrals.sorted() { self.loadReferral(code, rows) }
        for login in needs.logins.sorted() { self.loadLogin(login, rows) }
        for sku in needs.skus.sorted() { self.loadSKU(sku, rows) }
        for id in needs.products.sorted() { self.loadPrices(of: id, now: needs.now, rows) }
        for key in needs.prices.sorted() { if let row = rows.prices[key] { self.prices.load(row, isLocked: false) } }
        for id in needs.ledgers.sorted() { self.loadLedger(id, now: needs.now, rows) }
        for currency in needs.currencies.sorted() {
            if let id = rows.index.currency[currency], let row = rows.ledgers[id] {
                self.ledgers.load(row, isLocked: false)
            }
        }
        for seq in needs.transfers.sorted() { self.loadTransfer(seq, rows) }
        for window in needs.providerWindows { self.loadDeposits(window, rows) }
        for page in needs.statementPages { self.loadPage(page, rows) }
    }

    private mutating func loadUpline(_ agentID: ID?, withAgents: Bool, _ rows: SimRows) {
        guard let agentID else { return }
        for key in (rows.index.ancestorsOf[agentID] ?? []).sorted() {
            if let row = rows.ancestors[key] { self.ancestors.load(row, isLocked: false) }
            if withAgents, let row = rows.agents[key.ancestor] { self.agents.load(row, isLocked: false) }
        }
    }

    mutating func loadReferral(_ code: String, _ rows: SimRows) {
        guard let id = rows.index.referral[code], let agent = rows.agents[id] else { return }
        self.agents.load(agent, isLocked: false)
        if let row = rows.principals[id] { self.principals.load(row, isLocked: false) }
        self.loadUpline(id, withAgents: false, rows)
    }

    /// A transfer and its corrections.
    mutating func loadTransfer(_ seq: Int64, _ rows: SimRows) {
        guard let transfer = rows.transfers[seq] else { return }
        self.transfers.load(transfer, isLocked: false)
        for seq in rows.index.correctionsOf[transfer.id] ?? [] {
            if let row = rows.transfers[seq] { self.transfers.load(row, isLocked: false) }
        }
    }

    mutating func loadLogin(_ login: String, _ rows: SimRows) {
        guard let id = rows.index.login[login], let row = rows.principals[id] else { return }
        self.principals.load(row, isLocked: false)
    }

    mutating func loadSKU(_ sku: String, _ rows: SimRows) {
        guard let id = rows.index.sku[sku], let row = rows.products[id] else { return }
        self.products.load(row, isLocked: false)
    }

    private mutating func loadPrices(of productID: ID, now: Int64, _ rows: SimRows) {
        var newest: [Int16: Price] = [:]
        for key in rows.index.pricesOf[productID] ?? [] where key.validFrom <= now {
            if let old = newest[key.ledgerID], old.validFrom > key.validFrom { continue }
            newest[key.ledgerID] = rows.prices[key]
        }
        for ledger in newest.keys.sorted() { if let row = newest[ledger] { self.prices.load(row, isLocked: false) } }
    }

    private mutating func loadLedger(_ id: Int16, now: Int64, _ rows: SimRows) {
        guard let ledger = rows.ledgers[id] else { return }
        self.ledgers.load(ledger, isLocked: false)
        var newest: [String?: Plan] = [:]
        for planID in (rows.index.plansOf[id] ?? []).sorted() {
            guard let plan = rows.plans[planID], plan.validFrom <= now else { continue }
            if let old = newest[plan.category], old.validFrom > plan.validFrom { continue }
            newest[plan.category] = plan
        }
        for plan in newest.values.sorted(by: { $0.id < $1.id }) { self.plans.load(plan, isLocked: false) }
    }

    private mutating func loadDeposits(_ window: ProviderWindow, _ rows: SimRows) {
        for id in (rows.index.depositsOf[window.provider] ?? []).sorted() {
            guard let row = rows.cashRequests[id], (window.from..<window.to).contains(row.createdAt) else { continue }
            self.cashRequests.load(row, isLocked: false)
        }
    }
}
