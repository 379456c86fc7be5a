import EngineCore

/// Everything that a batch writes, taken out of its working set: what COMMIT makes visible at once.
///
/// Planted defects change it on its way to the rows.
struct SimWrites: Sendable {
    var ledgers: SimTableWrites<Ledger>
    var principals: SimTableWrites<Principal>
    var agents: SimTableWrites<Agent>
    var members: SimTableWrites<Member>
    var ancestors: SimTableWrites<AgentAncestor>
    var ownerships: SimTableWrites<Ownership>
    var products: SimTableWrites<Product>
    var prices: SimTableWrites<Price>
    var stocks: SimTableWrites<Stock>
    var plans: SimTableWrites<Plan>
    var settings: SimTableWrites<Setting>
    var orders: SimTableWrites<Order>
    var orderLines: SimTableWrites<OrderLine>
    var refunds: SimTableWrites<Refund>
    var commissions: SimTableWrites<Commission>
    var clawbacks: SimTableWrites<Clawback>
    var accounts: SimTableWrites<Account>
    var transfers: SimTableWrites<Transfer>
    var holds: SimTableWrites<Hold>
    var cashRequests: SimTableWrites<CashRequest>
    var periods: SimTableWrites<Period>
    var statements: SimTableWrites<Statement>
    var approvals: SimTableWrites<Approval>
    var reconItems: SimTableWrites<ReconItem>
    var sessions: SimTableWrites<Session>
    var consumers: SimTableWrites<Consumer>
    var outcomes: SimTableWrites<StoredOutcome>
    var events: SimTableWrites<AuditEvent>
    var seals: SimTableWrites<BatchSeal>
    var head: ChainHead?

    init(_ set: borrowing WorkingSet) {
        self.ledgers = SimTableWrites(set.ledgers)
        self.principals = SimTableWrites(set.principals)
        self.agents = SimTableWrites(set.agents)
        self.members = SimTableWrites(set.members)
        self.ancestors = SimTableWrites(set.ancestors)
        self.ownerships = SimTableWrites(set.ownerships)
        self.products = SimTableWrites(set.products)
        self.prices = SimTableWrites(set.prices)
        self.stocks = SimTableWrites(set.stocks)
        self.plans = SimTableWrites(set.plans)
        self.settings = SimTableWrites(set.settings)
        self.orders = SimTableWrites(set.orders)
        self.orderLines = SimTableWrites(set.orderLines)
        self.refunds = SimTableWrites(set.refunds)
        self.commissions = SimTableWrites(set.commissions)
        self.clawbacks = SimTableWrites(set.clawbacks)
        self.accounts = SimTableWrites(set.accounts.rows)
        self.transfers = SimTableWrites(set.transfers)
        self.holds = SimTableWrites(set.holds)
        self.cashRequests = SimTableWrites(set.cashRequests)
        self.periods = SimTableWrites(set.periods)
        self.statements = SimTableWrites(set.statements)
        self.approvals = SimTableWrites(set.approvals)
        self.reconItems = SimTableWrites(set.reconItems)
        self.sessions = SimTableWrites(set.sessions)
        self.consumers = SimTableWrites(set.consumers)
        self.outcomes = SimTableWrites(set.outcomes)
        self.events = SimTableWrites(set.events)
        self.seals = SimTableWrites(set.seals)
        self.head = set.head
    }
}
