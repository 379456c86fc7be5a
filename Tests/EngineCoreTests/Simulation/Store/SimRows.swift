import EngineCore
import SQLStore

/// All committed rows, with the indexes that the schema has.
///
/// A value: a copy is a snapshot.
struct SimRows: Sendable {
    private(set) var ledgers = SimTable<Ledger>()
    private(set) var principals = SimTable<Principal>()
    private(set) var agents = SimTable<Agent>()
    private(set) var members = SimTable<Member>()
    private(set) var ancestors = SimTable<AgentAncestor>()
    private(set) var ownerships = SimTable<Ownership>()
    private(set) var products = SimTable<Product>()
    private(set) var prices = SimTable<Price>()
    private(set) var stocks = SimTable<Stock>()
    private(set) var plans = SimTable<Plan>()
    private(set) var settings = SimTable<Setting>()
    private(set) var orders = SimTable<Order>()
    private(set) var orderLines = SimTable<OrderLine>()
    private(set) var refunds = SimTable<Refund>()
    private(set) var commissions = SimTable<Commission>()
    private(set) var clawbacks = SimTable<Clawback>()
    private(set) var accounts = SimTable<Account>()
    private(set) var transfers = SimTable<Transfer>()
    private(set) var holds = SimTable<Hold>()
    private(set) var cashRequests = SimTable<CashRequest>()
    private(set) var periods = SimTable<Period>()
    private(set) var statements = SimTable<Statement>()
    private(set) var approvals = SimTable<Approval>()
    private(set) var reconItems = SimTable<ReconItem>()
    private(set) var sessions = SimTable<Session>()
    private(set) var consumers = SimTable<Consumer>()
    private(set) var outcomes = SimTable<StoredOutcome>()
    private(set) var events = SimTable<AuditEvent>()
    private(set) var seals = SimTable<BatchSeal>()
    private(set) var head: ChainHead
    private(set) var index = SimIndexes()

    init(head: ChainHead) { self.head = head }

    /// Makes what a batch wrote visible, all at once.
    mutating func apply(_ writes: SimWrites) {
        self.index.apply(writes)
        self.ledgers.apply(writes.ledgers)
        self.principals.apply(writes.principals)
        self.agents.apply(writes.agents)
        self.members.apply(writes.members)
        self.ancestors.apply(writes.ancestors)
        self.ownerships.apply(writes.ownerships)
        self.products.apply(writes.products)
        self.prices.apply(writes.prices)
        self.stocks.apply(writes.stocks)
        self.plans.apply(writes.plans)
        self.settings.apply(writes.settings)
        self.orders.apply(writes.orders)
        self.orderLines.apply(writes.orderLines)
        self.refunds.apply(writes.refunds)
        self.commissions.apply(writes.commissions)
        self.clawbacks.apply(writes.clawbacks)
        self.accounts.apply(writes.accounts)
        self.transfers.apply(writes.transfers)
        self.holds.apply(writes.holds)
        self.cashRequests.apply(writes.cashRequests)
        self.periods.apply(writes.periods)
        self.statements.apply(writes.statements)
        self.approvals.apply(writes.approvals)
        self.reconItems.apply(writes.reconItems)
        self.sessions.apply(writes.sessions)
        self.consumers.apply(writes.consumers)
        self.outcomes.apply(writes.outcomes)
        self.events.apply(writes.events)
        self.seals.apply(writes.seals)
        if let head = writes.head { self.head = head }
    }

    /// An account made by a transaction that has committed.
    mutating func add(_ account: Account) {
        self.accounts.put(account)
        self.index.add(account)
    }

    /// Takes back an account that a failed transaction made.
    mutating func remove(_ account: Account) {
        self.accounts.remove(account.id)
        self.index.remove(account)
    }

    /// Primary keys, UNIQUE and CHECK of engine.md section 3.
    /// - Throws: `uniqueViolation`, `checkViolation`, or `other` for an update of a row that is not there.
    func check(_ writes: SimWrites) throws(SQLError) {
        try self.ledgers.check(writes.ledgers)
        try self.principals.check(writes.principals)
        try self.agents.check(writes.agents)
        try self.members.check(writes.members)
        try self.ancestors.check(writes.ancestors)
        try self.ownerships.check(writes.ownerships)
        try self.products.check(writes.products)
        try self.prices.check(writes.prices)
        try self.stocks.check(writes.stocks)
        try self.plans.check(writes.plans)
        try self.settings.check(writes.settings)
        try self.orders.check(writes.orders)
        try self.orderLines.check(writes.orderLines)
        try self.refunds.check(writes.refunds)
        try self.commissions.check(writes.commissions)
        try self.clawbacks.check(writes.clawbacks)
        try self.accounts.check(writes.accounts)
        try self.transfers.check(writes.transfers)
        try self.holds.check(writes.holds)
        try self.cashRequests.check(writes.cashRequests)
        try self.periods.check(writes.periods)
        try self.statements.check(writes.statements)
        try self.approvals.check(writes.approvals)
        try self.reconItems.check(writes.reconItems)
        try self.sessions.check(writes.sessions)
        try self.consumers.check(writes.consumers)
        try self.outcomes.check(writes.outcomes)
        try self.events.check(writes.events)
        try self.seals.check(writes.seals)
        try self.index.checkUnique(writes)
        try writes.checkRules()
    }
}
