import SQLStore

/// Every statement that reads rows for a batch, each with an id of its own.
enum LoadQueries {
    static let outcome = RowQuery<StoredOutcome>(0, "load key", where: "owner_id = ?1 AND key = ?2")
    static let order = RowQuery<Order>(1, "load order", where: "id = ?1")
    static let orderLines = RowQuery<OrderLine>(2, "load order lines", where: "order_id = ?1")
    static let commissions = RowQuery<Commission>(3, "load commissions", where: "order_id = ?1")
    static let refundsOfOrder = RowQuery<Refund>(4, "load refunds of order", where: "order_id = ?1")
    static let refund = RowQuery<Refund>(5, "load refund", where: "id = ?1")
    static let hold = RowQuery<Hold>(6, "load hold", where: "seq = ?1")
    static let cashRequest = RowQuery<CashRequest>(7, "load cash request", where: "id = ?1")
    static let cashByExternalID = RowQuery<CashRequest>(
        8,
        "load cash request by external id",
        where: """
            provider = ?1 AND external_id = ?2
            """
    )
    static let cashOfProvider = RowQuery<CashRequest>(
        9,
        "load deposits of provider",
        where: """
            kind = 0 AND provider = ?1 AND created_at >= ?2 AND created_at < ?3
            """
    )
    static let approval = RowQuery<Approval>(10, "load approval", where: "id = ?1")
    static let period = RowQuery<Period>(11, "load period", where: "id = ?1")
    static let openPeriods = RowQuery<Period>(12, "load open periods", where: "ledger_id = ?1 AND state <> 2")
    static let lastIssuedPeriod = RowQuery<Period>(
        13,
        "load last issued period",
        where: """
            ledger_id = ?1 AND state = 2 ORDER BY starts_at DESC LIMIT 1
            """
    )
    static let issuedBefore = RowQuery<Period>(
        14,
        "load issued period before",
        where: """
            ledger_id = ?1 AND state = 2 AND starts_at < ?2 ORDER BY starts_at DESC LIMIT 1
            """
    )
    static let statement = RowQuery<Statement>(15, "load statement", where: "period_id = ?1 AND agent_id = ?2")
    static let agentTransfers = RowQuery<Transfer>(
        16,
        "load transfers of agent",
        where: """
            seq IN (SELECT seq FROM transfer WHERE debit_id IN (SELECT id FROM account WHERE ledger_id = ?1 \
            AND kind IN (20, 21) AND owner_id = ?2) AND seq > ?3 AND seq <= ?4 UNION SELECT seq FROM \
            transfer WHERE credit_id IN (SELECT id FROM account WHERE ledger_id = ?1 AND kind IN (20, 21) \
            AND owner_id = ?2) AND seq > ?3 AND seq <= ?4) ORDER BY seq
            """
    )
    static let ownedAccounts = RowQuery<Account>(
        17,
        "load accounts of owner",
        where: """
            ledger_id = ?1 AND kind IN (10, 20, 21) AND owner_id = ?2
            """
    )
    static let account = RowQuery<Account>(
        18,
        "load account",
        where: """
            ledger_id = ?1 AND kind = ?2 AND owner_id = ?3
            """
    )
    static let principal = RowQuery<Principal>(19, "load principal", where: "id = ?1")
    static let principalByLogin = RowQuery<Principal>(20, "load principal by login", where: "login = ?1")
    static let member = RowQuery<Member>(21, "load member", where: "id = ?1")
    static let ownership = RowQuery<Ownership>(22, "load ownership", where: "member_id = ?1 AND to_at IS NULL")
    static let agent = RowQuery<Agent>(23, "load agent", where: "id = ?1")
    static let agentByReferral = RowQuery<Agent>(24, "load agent by referral", where: "referral = ?1")
    static let ancestors = RowQuery<AgentAncestor>(25, "load ancestors", where: "descendant = ?1")
    static let session = RowQuery<Session>(26, "load session", where: "family = ?1")
    static let product = RowQuery<Product>(27, "load product", where: "id = ?1")
    static let productBySKU = RowQuery<Product>(28, "load product by sku", where: "sku = ?1")
    static let stock = RowQuery<Stock>(29, "load stock", where: "product_id = ?1")
    static let newestPrice = RowQuery<Price>(
        30,
        "load newest price",
        where: """
            product_id = ?1 AND ledger_id = ?2 AND valid_from <= ?3 ORDER BY valid_from DESC LIMIT 1
            """
    )
    static let price = RowQuery<Price>(
        31,
        "load price",
        where: """
            product_id = ?1 AND ledger_id = ?2 AND valid_from = ?3
            """
    )
    static let ledgers = RowQuery<Ledger>(32, "load ledgers", where: "TRUE")
    static let plan = RowQuery<Plan>(33, "load plan", where: "id = ?1")
    static let plansOfLedger = RowQuery<Plan>(
        34,
        "load newest plans",
        where: """
            ledger_id = ?1 AND valid_from <= ?2 AND NOT EXISTS (SELECT 1 FROM plan AS later WHERE \
            later.ledger_id = plan.ledger_id AND later.category IS plan.category AND later.valid_from <= ?2 \
            AND (later.valid_from, later.id) > (plan.valid_from, plan.id))
            """
    )
    static let setting = RowQuery<Setting>(35, "load setting", where: "name = ?1")
    static let transfer = RowQuery<Transfer>(36, "load transfer", where: "seq = ?1")
    static let corrections = RowQuery<Transfer>(37, "load corrections", where: "code = 91 AND ref_id = ?1")
    static let reconItem = RowQuery<ReconItem>(38, "load recon item", where: "id = ?1")
    static let consumer = RowQuery<Consumer>(39, "load consumer", where: "name = ?1")
    static let head = RowQuery<ChainHead>(40, "load chain head", where: "one = 1")
}
