import SQLStore

/// Writing a batch: each row once, with its final values.
extension SQLiteStore {
    static func write(_ set: borrowing WorkingSet, to connection: borrowing SQLiteConnection) throws(SQLError) {
        try Self.write(set.ledgers, WriteQueries.ledger, connection)
        try Self.write(set.principals, WriteQueries.principal, connection)
        try Self.write(set.agents, WriteQueries.agent, connection)
        try Self.write(set.members, WriteQueries.member, connection)
        try Self.write(set.ancestors, WriteQueries.agentAncestor, connection)
        try Self.write(set.ownerships, WriteQueries.ownership, connection)
        try Self.write(set.products, WriteQueries.product, connection)
        try Self.write(set.prices, WriteQueries.price, connection)
        try Self.write(set.stocks, WriteQueries.stock, connection)
        try Self.write(set.plans, WriteQueries.plan, connection)
        try Self.write(set.settings, WriteQueries.setting, connection)
        try Self.write(set.orders, WriteQueries.order, connection)
        try Self.write(set.orderLines, WriteQueries.orderLine, connection)
        try Self.write(set.refunds, WriteQueries.refund, connection)
        try Self.write(set.commissions, WriteQueries.commission, connection)
        try Self.write(set.clawbacks, WriteQueries.clawback, connection)
        try Self.write(set.transfers, WriteQueries.transfer, connection)
        try Self.write(set.holds, WriteQueries.hold, connection)
        try Self.write(set.cashRequests, WriteQueries.cashRequest, connection)
        try Self.write(set.periods, WriteQueries.period, connection)
        try Self.write(set.statements, WriteQueries.statement, connection)
        try Self.write(set.approvals, WriteQueries.approval, connection)
        try Self.write(set.reconItems, WriteQueries.reconItem, connection)
        try Self.write(set.sessions, WriteQueries.session, connection)
        try Self.write(set.consumers, WriteQueries.consumer, connection)
        try Self.write(set.outcomes, WriteQueries.storedOutcome, connection)
        try Self.write(set.events, WriteQueries.auditEvent, connection)
        try Self.write(set.seals, WriteQueries.batchSeal, connection)
        try Self.write(set.accounts.rows, WriteQueries.account, connection)
        guard let head = set.head else { preconditionFailure("the chain head was not locked") }
        try connection.withStatement(WriteQueries.chainHead.update) { statement throws(SQLError) in
            head.write(into: &statement)
            try statement.run()
        }
    }

    private static func write<Row>(
        _ rows: RowSet<Row>,
        _ queries: TableQueries<Row>,
        _ connection: borrowing SQLiteConnection
    ) throws(SQLError) {
        if !rows.hasWrites { return }
        try connection.withStatement(queries.insert) { statement throws(SQLError) in
            for row in rows.inserted {
                row.write(into: &statement)
                try statement.run()
            }
        }
        if Row.table.isHistory { return }
        try connection.withStatement(queries.update) { statement throws(SQLError) in
            for row in rows.updated {
                row.write(into: &statement)
                try statement.run()
            }
        }
    }
}
