import EngineCore

extension WorkingSet {
    /// Takes the row behind a lock as it is committed now.
    mutating func load(_ lock: SimLock, _ database: SimDatabase) {
        switch lock {
        case .outcome(let key): if let row = database.rows.outcomes[key] { self.outcomes.load(row, isLocked: true) }
        case .order(let id): if let row = database.rows.orders[id] { self.orders.load(row, isLocked: true) }
        case .refund(let id): if let row = database.rows.refunds[id] { self.refunds.load(row, isLocked: true) }
        case .cashRequest(let id):
            if let row = database.rows.cashRequests[id] { self.cashRequests.load(row, isLocked: true) }
        case .approval(let id): if let row = database.rows.approvals[id] { self.approvals.load(row, isLocked: true) }
        case .period(let id): if let row = database.rows.periods[id] { self.periods.load(row, isLocked: true) }
        case .member(let id): self.loadMember(id, database)
        case .ownership(let key):
            if let row = database.rows.ownerships[key] { self.ownerships.load(row, isLocked: true) }
        case .agent(let id): if let row = database.rows.agents[id] { self.agents.load(row, isLocked: true) }
        case .principal(let id): if let row = database.rows.principals[id] { self.principals.load(row, isLocked: true) }
        case .session(let id): if let row = database.rows.sessions[id] { self.sessions.load(row, isLocked: true) }
        case .product(let id): if let row = database.rows.products[id] { self.products.load(row, isLocked: true) }
        case .stock(let id): if let row = database.rows.stocks[id] { self.stocks.load(row, isLocked: true) }
        case .setting(let name): if let row = database.rows.settings[name] { self.settings.load(row, isLocked: true) }
        case .reconItem(let id): if let row = database.rows.reconItems[id] { self.reconItems.load(row, isLocked: true) }
        case .consumer(let name):
            if let row = database.rows.consumers[name] { self.consumers.load(row, isLocked: true) }
        case .orderLine(let key):
            if let row = database.rows.orderLines[key] { self.orderLines.load(row, isLocked: true) }
        case .commission(let key):
            if let row = database.rows.commissions[key] { self.commissions.load(row, isLocked: true) }
        case .hold(let seq): if let row = database.rows.holds[seq] { self.holds.load(row, isLocked: true) }
        case .newAccount, .account, .head: break
        }
    }

    /// A member's open ownership is written only by who holds the member.
    private mutating func loadMember(_ id: ID, _ database: SimDatabase) {
        guard let member = database.rows.members[id] else { return }
        self.members.load(member, isLocked: true)
        for key in database.rows.index.ownershipsOf[id] ?? [] {
            if let row = database.rows.ownerships[key], row.toAt == nil { self.ownerships.load(row, isLocked: true) }
        }
    }

    /// Rows that need no lock: they never change, or whoever changes them holds a row that is locked here.
    mutating func loadUnlocked(_ needs: Needs, _ database: SimDatabase) {
        for id in needs.orders.sorted() { self.loadOrderSurroundings(id, database) }
        for id in needs.members.sorted() { self.loadUpline(self.members[id]?.agentID, withAgents: true, database) }
        for id in needs.agents.sorted() { self.loadUpline(id, withAgents: false, database) }
        for code in needs.referrals.sorted() { self.loadReferral(code, database) }
        for login in needs.logins.sorted() { self.loadLogin(login, database) }
        for sku in needs.skus.sorted() { self.loadSKU(sku, database) }
        for id in needs.products.sorted() { self.loadPrices(of: id, now: needs.now, database) }
        for key in needs.prices.sorted() {
            if let row = database.rows.prices[key] { self.prices.load(row, isLocked: false) }
        }
        for id in needs.ledgers.sorted() { self.loadLedger(id, now: needs.now, database) }
        for currency in needs.currencies.sorted() {
            if let id = database.rows.index.currency[currency], let row = database.rows.ledgers[id] {
                self.ledgers.load(row, isLocked: false)
            }
        }
        for seq in needs.transfers.sorted() { self.loadTransfer(seq, database) }
        for window in needs.providerWindows { self.loadDeposits(window, database) }
        for page in needs.statementPages { self.loadPage(page, database) }
    }

    private mutating func loadOrderSurroundings(_ id: ID, _ database: SimDatabase) {
        guard let order = self.orders[id] else { return }
        self.loadUpline(order.agentID, withAgents: true, database)
        for agentID in database.rows.earnersOf(id) {
            if let row = database.rows.agents[agentID] { self.agents.load(row, isLocked: false) }
        }
        for key in database.rows.index.linesOf[id] ?? [] {
            if let planID = database.rows.orderLines[key]?.planID, let row = database.rows.plans[planID] {
                self.plans.load(row, isLocked: false)
            }
        }
    }

    private mutating func loadUpline(_ agentID: ID?, withAgents: Bool, _ database: SimDatabase) {
        guard let agentID else { return }
        for key in (database.rows.index.ancestorsOf[agentID] ?? []).sorted() {
            if let row = database.rows.ancestors[key] { self.ancestors.load(row, isLocked: false) }
            if withAgents, let row = database.rows.agents[key.ancestor] { self.agents.load(row, isLocked: false) }
        }
    }

    mutating func loadReferral(_ code: String, _ database: SimDatabase) {
        guard let id = database.rows.index.referral[code], let agent = database.rows.agents[id] else { return }
        self.agents.load(agent, isLocked: false)
        if let row = database.rows.principals[id] { self.principals.load(row, isLocked: false) }
        self.loadUpline(id, withAgents: false, database)
    }

    /// A transfer and its corrections.
    mutating func loadTransfer(_ seq: Int64, _ database: SimDatabase) {
        guard let transfer = database.rows.transfers[seq] else { return }
        self.transfers.load(transfer, isLocked: false)
        for seq in database.rows.index.correctionsOf[transfer.id] ?? [] {
            if let row = database.rows.transfers[seq] { self.transfers.load(row, isLocked: false) }
        }
    }

    mutating func loadLogin(_ login: String, _ database: SimDatabase) {
        guard let id = database.rows.index.login[login], let row = database.rows.principals[id] else { return }
        self.principals.load(row, isLocked: false)
    }

    mutating func loadSKU(_ sku: String, _ database: SimDatabase) {
        guard let id = database.rows.index.sku[sku], let row = database.rows.products[id] else { return }
        self.products.load(row, isLocked: false)
    }

    private mutating func loadPrices(of productID: ID, now: Int64, _ database: SimDatabase) {
        var newest: [Int16: Price] = [:]
        for key in database.rows.index.pricesOf[productID] ?? [] where key.validFrom <= now {
            if let old = newest[key.ledgerID], old.validFrom > key.validFrom { continue }
            newest[key.ledgerID] = database.rows.prices[key]
        }
        for ledger in newest.keys.sorted() { if let row = newest[ledger] { self.prices.load(row, isLocked: false) } }
    }

    mutating func loadLedger(_ id: Int16, now: Int64, _ database: SimDatabase) {
        guard let ledger = database.rows.ledgers[id] else { return }
        self.ledgers.load(ledger, isLocked: false)
        var newest: [String?: Plan] = [:]
        // In order of id, so that of two with the same time the one with the greater id stays.
        for planID in (database.rows.index.plansOf[id] ?? []).sorted() {
            guard let plan = database.rows.plans[planID], plan.validFrom <= now else { continue }
            if let old = newest[plan.category], old.validFrom > plan.validFrom { continue }
            newest[plan.category] = plan
        }
        for plan in newest.values.sorted(by: { $0.id < $1.id }) { self.plans.load(plan, isLocked: false) }
    }

    private mutating func loadDeposits(_ window: ProviderWindow, _ database: SimDatabase) {
        for id in (database.rows.index.depositsOf[window.provider] ?? []).sorted() {
            guard let row = database.rows.cashRequests[id], (window.from..<window.to).contains(row.createdAt) else {
                continue
            }
            self.cashRequests.load(row, isLocked: false)
        }
    }
}
