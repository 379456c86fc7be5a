import SQLStore

/// Every statement that writes rows, each with an id of its own, after those of `LoadQueries`.
enum WriteQueries {
    static let ledger = TableQueries<Ledger>(41)
    static let principal = TableQueries<Principal>(43)
    static let agent = TableQueries<Agent>(45)
    static let member = TableQueries<Member>(47)
    static let agentAncestor = TableQueries<AgentAncestor>(49)
    static let ownership = TableQueries<Ownership>(51)
    static let product = TableQueries<Product>(53)
    static let price = TableQueries<Price>(55)
    static let stock = TableQueries<Stock>(57)
    static let plan = TableQueries<Plan>(59)
    static let setting = TableQueries<Setting>(61)
    static let order = TableQueries<Order>(63)
    static let orderLine = TableQueries<OrderLine>(65)
    static let refund = TableQueries<Refund>(67)
    static let commission = TableQueries<Commission>(69)
    static let clawback = TableQueries<Clawback>(71)
    static let account = TableQueries<Account>(73)
    static let transfer = TableQueries<Transfer>(75)
    static let hold = TableQueries<Hold>(77)
    static let cashRequest = TableQueries<CashRequest>(79)
    static let period = TableQueries<Period>(81)
    static let statement = TableQueries<Statement>(83)
    static let approval = TableQueries<Approval>(85)
    static let reconItem = TableQueries<ReconItem>(87)
    static let session = TableQueries<Session>(89)
    static let consumer = TableQueries<Consumer>(91)
    static let storedOutcome = TableQueries<StoredOutcome>(93)
    static let auditEvent = TableQueries<AuditEvent>(95)
    static let batchSeal = TableQueries<BatchSeal>(97)
    static let chainHead = TableQueries<ChainHead>(99)
    static let agentPage = SQLiteQuery(
        id: 101,
        name: "load page of agents",
        sql: """
            SELECT id FROM agent WHERE id > ?1 ORDER BY id LIMIT ?2
            """
    )
    static let insertAccount = SQLiteQuery(
        id: 102,
        name: "insert account",
        sql: """
            INSERT INTO account (ledger_id, kind, owner_id, debits_posted, credits_posted, debits_pending, \
            credits_pending, last_seq) VALUES (?1, ?2, ?3, 0, 0, 0, 0, 0)
            """
    )
    /// One above the last id.
    static let count = 103
}
