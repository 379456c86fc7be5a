import SQLStore

/// I10: recomputes the statements of issued periods from the transfers between their numbers.
enum StatementAudit {
    private static let periods = ReadQuery(
        "audit_periods",
        [.int16],
        """
        SELECT \(Period.table.columns("p")) FROM period p
        WHERE p.state = \(PeriodState.issued.rawValue) AND p.ledger_id = $1 ORDER BY p.starts_at
        """
    )
    private static let ledgers = ReadQuery("audit_ledgers", "SELECT \(Ledger.table.columns("l")) FROM ledger l")
    private static let statements = ReadQuery(
        "audit_statements",
        [.uuid],
        "SELECT \(Statement.table.columns("s")) FROM statement s WHERE s.period_id = $1"
    )
    private static let accounts = ReadQuery(
        "audit_agent_accounts",
        [.int16],
        """
        SELECT \(Account.table.columns("a")) FROM account a
        WHERE a.ledger_id = $1 AND a.kind IN (\(AccountKind.held.rawValue), \(AccountKind.available.rawValue))
        """
    )
    private static let transfers = ReadQuery(
        "audit_statement_transfers",
        [.int16, .int64, .int64],
        """
        SELECT \(Transfer.table.columns("t")) FROM transfer t
        WHERE t.ledger_id = $1 AND t.seq > $2 AND t.seq <= $3 ORDER BY t.seq
        """
    )

    static func run(
        _ connection: inout some ReadConnection & ~Copyable,
        _ found: (Violation) -> Void
    ) throws(SQLError) {
        for ledger in try connection.rows(self.ledgers, as: Ledger.self) {
            let accounts = try connection.rows(self.accounts, [.int16(ledger.id)], as: Account.self)
            let owners = Dictionary(uniqueKeysWithValues: accounts.map { ($0.id, $0.ownerID) })
            let numbers = Dictionary(grouping: accounts, by: \.ownerID).mapValues { Set($0.map(\.id)) }
            var closings: [ID: Int64] = [:]
            var last: Int64 = 0
            for period in try connection.rows(self.periods, [.int16(ledger.id)], as: Period.self) {
                let end = period.lastSeq ?? last
                var lines: [ID: [Transfer]] = [:]
                let range: [SQLValue] = [.int16(ledger.id), .int64(last), .int64(end)]
                try connection.forEach(self.transfers, range, as: Transfer.self) { transfer throws(SQLError) in
                    for agent in Set([transfer.debitID, transfer.creditID].compactMap({ owners[$0] })) {
                        lines[agent, default: []].append(transfer)
                    }
                }
                let statements = try connection.rows(self.statements, [.uuid(period.id)], as: Statement.self)
                let expected = Set(closings.keys).union(lines.keys).reduce(into: [ID: StatementTotals]()) {
                    let totals = StatementTotals(
                        opening: closings[$1] ?? 0,
                        accounts: numbers[$1] ?? [],
                        transfers: lines[$1] ?? []
                    )
                    if !totals.isEmpty { $0[$1] = totals }
                }
                self.compare(statements, expected, period, found)
                closings = Dictionary(uniqueKeysWithValues: statements.map { ($0.agentID, $0.closing) })
                last = end
            }
        }
    }

    private static func compare(
        _ statements: [Statement],
        _ expected: [ID: StatementTotals],
        _ period: Period,
        _ found: (Violation) -> Void
    ) {
        for statement in statements where expected[statement.agentID].map({ $0.says(statement) }) != true {
            found(Violation(period.id, "the statement of agent \(statement.agentID) is not what its transfers say"))
        }
        for agent in Set(expected.keys).subtracting(statements.map(\.agentID)).sorted() {
            found(Violation(period.id, "agent \(agent) has no statement"))
        }
    }
}

extension StatementTotals {
    fileprivate func says(_ statement: Statement) -> Bool {
        self.opening == statement.opening && self.accrued == statement.accrued && self.reversed == statement.reversed
            && self.released == statement.released && self.paid == statement.paid && self.closing == statement.closing
            && self.linesHash == statement.linesHash
    }
}
