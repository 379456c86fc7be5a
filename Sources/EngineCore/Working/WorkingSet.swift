/// Everything that the commands of one batch read and write, loaded and locked by a store, changed by ``Core``.
///
/// A row that is not here does not exist, as far as the batch's ``Needs`` asked for it.
package struct WorkingSet: ~Copyable, Sendable {
    package var ledgers = RowSet<Ledger>()
    package var principals = RowSet<Principal>()
    package var agents = RowSet<Agent>()
    package var members = RowSet<Member>()
    package var ancestors = RowSet<AgentAncestor>()
    package var ownerships = RowSet<Ownership>()
    package var products = RowSet<Product>()
    package var prices = RowSet<Price>()
    /// Finds prices by product; built when it is asked.
    package var priceIndex = PriceIndex()
    package var stocks = RowSet<Stock>()
    package var plans = RowSet<Plan>()
    package var settings = RowSet<Setting>()
    package var orders = RowSet<Order>()
    package var orderLines = RowSet<OrderLine>()
    package var refunds = RowSet<Refund>()
    package var commissions = RowSet<Commission>()
    package var clawbacks = RowSet<Clawback>()
    package var accounts = Accounts()
    package var transfers = RowSet<Transfer>()
    package var holds = RowSet<Hold>()
    package var cashRequests = RowSet<CashRequest>()
    /// Finds cash requests by external id; built when it is asked.
    package var externalIDIndex = ExternalIDIndex()
    package var periods = RowSet<Period>()
    package var statements = RowSet<Statement>()
    package var approvals = RowSet<Approval>()
    package var reconItems = RowSet<ReconItem>()
    package var sessions = RowSet<Session>()
    package var consumers = RowSet<Consumer>()
    package var outcomes = RowSet<StoredOutcome>()
    package var events = RowSet<AuditEvent>()
    package var seals = RowSet<BatchSeal>()
    /// Agents of the statement pages asked for, in order of id, with or without transfers.
    package var statementAgents: [ID: [ID]] = [:]
    /// The chain's newest link, locked; nil only until `lock` has run.
    package var head: ChainHead?

    package init() {}

    /// Whether anything has to be written; a batch of replays writes nothing.
    package var hasWrites: Bool { self.outcomes.hasWrites || self.events.hasWrites }
}
