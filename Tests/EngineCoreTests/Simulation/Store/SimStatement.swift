import EngineCore

/// The statements of `open`, in the order in which every store locks: class after class.
///
/// READ COMMITTED: which rows a statement touches is seen when it starts; it then waits for their locks and reads what
/// is committed once it has them.
enum SimStatement: CaseIterable {
    case outcomes
    case orders
    case refunds
    case cashRequests
    case approvals
    case periods
    case members
    case agents
    case principals
    case sessions
    case products
    case stocks
    case settings
    case reconItems
    case consumers
    case orderLines
    case commissions
    case holds

    /// The locks it takes, sorted by key.
    func locks(_ needs: Needs, _ set: borrowing WorkingSet, _ database: SimDatabase) -> [SimLock] {
        switch self {
        case .outcomes: needs.keys.filter { database.rows.outcomes[$0] != nil }.sorted().map { .outcome($0) }
        case .orders: needs.orders.filter { database.rows.orders[$0] != nil }.sorted().map { .order($0) }
        case .refunds:
            needs.refunds.filter { database.rows.refunds[$0] != nil }
                .union(needs.orders.flatMap { database.rows.index.refundsOf[$0] ?? [] }).sorted().map { .refund($0) }
        case .cashRequests:
            needs.cashRequests.filter { database.rows.cashRequests[$0] != nil }
                .union(needs.externalIDs.compactMap { database.rows.index.external[$0] }).sorted().map {
                    .cashRequest($0)
                }
        case .approvals: needs.approvals.filter { database.rows.approvals[$0] != nil }.sorted().map { .approval($0) }
        case .periods:
            needs.periods.union(needs.statementPages.map(\.periodID)).filter { database.rows.periods[$0] != nil }
                .union(database.rows.openPeriods(needs.openPeriods)).sorted().map { .period($0) }
        case .members:
            needs.members.filter { database.rows.members[$0] != nil }.sorted().map { .member($0) }
        case .agents: needs.agents.filter { database.rows.agents[$0] != nil }.sorted().map { .agent($0) }
        case .principals:
            set.wantedPrincipals(needs, database).filter { database.rows.principals[$0] != nil }.sorted().map {
                .principal($0)
            }
        case .sessions: needs.sessions.filter { database.rows.sessions[$0] != nil }.sorted().map { .session($0) }
        case .products: needs.products.filter { database.rows.products[$0] != nil }.sorted().map { .product($0) }
        case .stocks:
            needs.products.union(needs.orders.flatMap { database.rows.productsOf($0) }).filter {
                database.rows.stocks[$0] != nil
            }
            .sorted().map { .stock($0) }
        case .settings: needs.settings.filter { database.rows.settings[$0] != nil }.sorted().map { .setting($0) }
        case .reconItems:
            needs.reconItems.filter { database.rows.reconItems[$0] != nil }.sorted().map { .reconItem($0) }
        case .consumers: needs.consumers.filter { database.rows.consumers[$0] != nil }.sorted().map { .consumer($0) }
        case .orderLines: needs.orders.sorted().flatMap { database.rows.index.linesOf[$0] ?? [] }.map { .orderLine($0) }
        case .commissions:
            needs.orders.sorted().flatMap { database.rows.index.commissionsOf[$0] ?? [] }.map { .commission($0) }
        case .holds:
            needs.orders.union(needs.cashRequests).sorted().flatMap { database.rows.index.holdsOf[$0] ?? [] }.sorted()
                .map { .hold($0) }
        }
    }
}

extension SimRows {
    /// Periods of the ledgers that are not issued, and the newest issued one of each.
    func openPeriods(_ ledgers: Set<Int16>) -> Set<ID> {
        var found: Set<ID> = []
        for ledger in ledgers {
            let periods = (self.index.periodsOf[ledger] ?? []).compactMap { self.periods[$0] }
            found.formUnion(periods.filter { $0.state != .issued }.map(\.id))
            if let newest = periods.filter({ $0.state == .issued }).max(by: { $0.startsAt < $1.startsAt }) {
                found.insert(newest.id)
            }
        }
        return found
    }

    /// The products of an order's lines.
    func productsOf(_ orderID: ID) -> [ID] {
        (self.index.linesOf[orderID] ?? []).compactMap { self.orderLines[$0]?.productID }
    }

    /// The agents that an order pays.
    func earnersOf(_ orderID: ID) -> [ID] {
        (self.index.commissionsOf[orderID] ?? []).compactMap { self.commissions[$0]?.agentID }
    }

    /// The agents above an agent and itself.
    func upline(_ agentID: ID?) -> [ID] {
        guard let agentID else { return [] }
        return (self.index.ancestorsOf[agentID] ?? []).map(\.ancestor)
    }
}

extension WorkingSet {
    /// The principals that come with what `needs` names.
    borrowing func wantedPrincipals(_ needs: Needs, _ database: SimDatabase) -> Set<ID> {
        var ids = needs.principals.union(needs.members).union(needs.agents)
        ids.formUnion(needs.referrals.compactMap { database.rows.index.referral[$0] })
        for id in needs.orders {
            guard let order = self.orders[id] else { continue }
            ids.insert(order.memberID)
            ids.formUnion(database.rows.upline(order.agentID))
            ids.formUnion(database.rows.earnersOf(id))
        }
        for id in needs.cashRequests { if let request = self.cashRequests[id] { ids.insert(request.principalID) } }
        for id in needs.members { ids.formUnion(database.rows.upline(self.members[id]?.agentID)) }
        return ids
    }
}
