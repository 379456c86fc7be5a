import EngineCore
import SQLStore

extension Books {
    /// Inserts every row.
    func write(into database: inout some TestDatabase & ~Copyable) throws(SQLError) {
        let bench = self.bench
        try database.insert(Array(bench.set.ledgers.rows))
        try database.insert(Array(bench.set.principals.rows))
        try database.insert(Array(bench.set.agents.rows))
        try database.insert(Array(bench.set.members.rows))
        try database.insert(Array(bench.set.ancestors.rows))
        try database.insert(Array(bench.set.ownerships.rows))
        try database.insert(Array(bench.set.sessions.rows))
        try database.insert(Array(bench.set.products.rows))
        try database.insert(Array(bench.set.prices.rows))
        try database.insert(Array(bench.set.stocks.rows))
        try database.insert(Array(bench.set.plans.rows))
        try database.insert(Array(bench.set.settings.rows))
        try database.insert(Array(bench.set.orders.rows))
        try database.insert(Array(bench.set.orderLines.rows))
        try database.insert(Array(bench.set.refunds.rows))
        try database.insert(Array(bench.set.commissions.rows))
        try database.insert(Array(bench.set.clawbacks.rows))
        try self.writeLedger(into: &database)
    }

    private func writeLedger(into database: inout some TestDatabase & ~Copyable) throws(SQLError) {
        let bench = self.bench
        try database.insert(Array(bench.set.accounts.rows.rows))
        try database.insert(Array(bench.set.transfers.rows))
        try database.insert(Array(bench.set.holds.rows))
        try database.insert(Array(bench.set.cashRequests.rows))
        try database.insert(Array(bench.set.periods.rows))
        try database.insert(Array(bench.set.statements.rows))
        try database.insert(Array(bench.set.approvals.rows))
        try database.insert(Array(bench.set.reconItems.rows))
        try database.insert(Array(bench.set.consumers.rows))
        try database.insert(self.outcomes)
        try database.insert(Array(bench.set.events.rows))
        try database.insert(self.seals)
        try database.insert([self.head])
    }

    private var outcomes: [StoredOutcome] {
        [self.shop.member, self.shop.agent].map { actor in
            StoredOutcome(
                ownerID: actor.id,
                keyText: "key",
                requestHash: [1],
                batch: 1,
                status: 200,
                body: Array("{}".utf8),
                createdAt: self.now
            )
        }
    }
}
