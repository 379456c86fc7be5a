import EngineCore

/// The tables of the rows that the engine knows.
enum TableNames {
    static let all: [TableDescription] = [
        Ledger.table, SchemaMigration.table, Principal.table, Session.table, Agent.table, Member.table,
        AgentAncestor.table, Ownership.table, Product.table, Setting.table, Price.table, Stock.table, Plan.table,
        Order.table, OrderLine.table, Refund.table, Commission.table, Clawback.table, Account.table, Transfer.table,
        Hold.table, CashRequest.table, Period.table, Statement.table, Approval.table, ReconItem.table,
        StoredOutcome.table, AuditEvent.table, BatchSeal.table, Consumer.table, ChainHead.table,
    ]
}
