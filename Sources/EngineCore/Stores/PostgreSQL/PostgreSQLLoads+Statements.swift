import SQLStore

/// Pages of statements, in trips of their own: a job of once a month.
extension PostgreSQLLoads {
    static let issuedBefore = PostgreSQLLoad(
        "load_issued_before",
        Period.self,
        values: [.int16, .int64],
        """
        SELECT {columns} FROM period t WHERE t.ledger_id = $1 AND t.state = 2 AND t.starts_at < $2
        ORDER BY t.starts_at DESC LIMIT 1
        """
    ) { $1.periods.load($0, isLocked: false) }

    static let agentPage = PostgreSQLStatement(
        "load_agent_page",
        "SELECT id FROM agent WHERE id > $1 ORDER BY id LIMIT $2",
        values: [.uuid, .int64]
    )

    static let statements = PostgreSQLLoad(
        "load_statements",
        Statement.self,
        columns: [.uuid, .uuid],
        """
        SELECT {columns} FROM unnest($1, $2) AS w(period_id, agent_id)
        JOIN statement t ON t.period_id = w.period_id AND t.agent_id = w.agent_id
        """
    ) { $1.statements.load($0, isLocked: false) }

    static let agentTransfers = PostgreSQLLoad(
        "load_agent_transfers",
        Transfer.self,
        values: [.int16, .int64, .int64],
        columns: [.uuid],
        """
        WITH a AS MATERIALIZED (SELECT a.id FROM unnest($4) AS w(id) JOIN account a ON a.ledger_id = $1
          AND a.kind IN (20, 21) AND a.owner_id = w.id),
        seqs AS (SELECT d.seq FROM a JOIN transfer d ON d.debit_id = a.id AND d.seq > $2 AND d.seq <= $3
          UNION SELECT c.seq FROM a JOIN transfer c ON c.credit_id = a.id AND c.seq > $2 AND c.seq <= $3)
        SELECT {columns} FROM seqs JOIN transfer t ON t.seq = seqs.seq ORDER BY t.seq
        """
    ) { $1.transfers.load($0, isLocked: false) }
}
