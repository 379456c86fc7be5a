import EngineCore

/// How much every read shows somebody, by the read's name.
struct Sight {
    private(set) var counts: [String: Int] = [:]

    init(_ connection: inout some ReadConnection & ~Copyable, _ scope: Scope, _ ids: BooksIDs) throws {
        guard let page = PageRequest(limit: 200) else { return }
        func all<Read: EngineRead, Row>(
            _ name: String,
            _ read: Read,
            _ connection: inout some ReadConnection & ~Copyable
        )
            throws where Read.Result == Page<Row>
        { self.counts[name] = try connection.answer(read, as: scope).value.rows.count }
        try all("orders", OrdersRead(page: page), &connection)
        try all("refunds", RefundsRead(page: page), &connection)
        try all("members", MembersRead(page: page), &connection)
        try all("tree", AgentTreeRead(root: ids.top, page: page), &connection)
        try all("sessions", SessionsRead(page: page), &connection)
        try all("admins", AdminsRead(page: page), &connection)
        try all("products", ProductsRead(page: page, ledgerID: 1, now: ids.now), &connection)
        try all("plans", PlansRead(page: page), &connection)
        try all("entries", WalletEntriesRead(page: page), &connection)
        try all("entries of the member", WalletEntriesRead(page: page, owner: ids.member), &connection)
        try all("cash requests", CashRequestsRead(page: page), &connection)
        try all("commissions", CommissionsRead(page: page), &connection)
        try all("commission totals", CommissionTotalsRead(page: page), &connection)
        try all("statements", StatementsRead(page: page), &connection)
        try all("periods", PeriodsRead(page: page), &connection)
        try all("approvals", ApprovalsRead(page: page), &connection)
        try all("recon items", ReconItemsRead(page: page), &connection)
        try all("audit events", AuditEventsRead(page: page), &connection)
        self.counts["order by id"] = try ids.orders.count {
            try connection.answer(OrderRead(id: $0), as: scope).value != nil
        }
        self.counts["refund by id"] = try ids.refunds.count {
            try connection.answer(RefundRead(id: $0), as: scope).value != nil
        }
        self.counts["cash request by id"] = try ids.cashRequests.count {
            try connection.answer(CashRequestRead(id: $0), as: scope).value != nil
        }
        let people = [ids.top, ids.agent, ids.stranger, ids.member, ids.strangerMember, ids.admin]
        self.counts["member by id"] = try people.count {
            try connection.answer(MemberRead(id: $0), as: scope).value != nil
        }
        self.counts["agent by id"] = try people.count {
            try connection.answer(AgentRead(id: $0), as: scope).value != nil
        }
        self.counts["wallets"] = try people.count {
            try !connection.answer(WalletRead(owner: $0), as: scope).value.isEmpty
        }
        self.counts["events"] = try connection.answer(EventsRead(after: 0), as: scope).value.events.count
        self.counts["settings"] = try connection.answer(SettingsRead(), as: scope).value.count
        self.counts["trial balance"] = try connection.answer(TrialBalanceRead(), as: scope).value.count
    }
}
