import SQLStore

/// Principals, agents and their ancestors: all three follow from the same ids.
extension PostgreSQLLoads {
    /// The ids of `$1` id, `$2` kind, `$3` referral code.
    ///
    /// Kind 0: the principal of that id; 1: member, upline and commission agents of the order of that id; 2: the upline
    /// of the member of that id; 3: who made the cash request of that id; 4: the agent with that code. A parent never
    /// changes, so what is read here before the lock stays true.
    private static let ids = """
        WITH w AS MATERIALIZED (SELECT * FROM unnest($1, $2, $3) AS w(id, kind, code)),
        ids AS (SELECT id FROM w WHERE kind = 0
          UNION SELECT o.member_id FROM w JOIN orders o ON o.id = w.id WHERE w.kind = 1
          UNION SELECT c.ancestor FROM w JOIN orders o ON o.id = w.id
            JOIN agent_closure c ON c.descendant = o.agent_id WHERE w.kind = 1
          UNION SELECT k.agent_id FROM w JOIN commission k ON k.order_id = w.id WHERE w.kind = 1
          UNION SELECT c.ancestor FROM w JOIN member m ON m.id = w.id
            JOIN agent_closure c ON c.descendant = m.agent_id WHERE w.kind = 2
          UNION SELECT r.principal_id FROM w JOIN cash_request r ON r.id = w.id WHERE w.kind = 3
          UNION SELECT a.id FROM w JOIN agent a ON a.referral = w.code WHERE w.kind = 4)
        """

    static let principals = PostgreSQLLoad(
        "load_principals",
        Principal.self,
        columns: [.uuid, .int16, .text],
        "\(ids) SELECT {columns} FROM ids JOIN principal t ON t.id = ids.id ORDER BY t.id FOR UPDATE OF t"
    ) { $1.principals.load($0, isLocked: true) }

    static let agents = PostgreSQLLoad(
        "load_agents",
        Agent.self,
        columns: [.uuid, .int16, .text],
        "\(ids) SELECT {columns} FROM ids JOIN agent t ON t.id = ids.id ORDER BY t.id FOR UPDATE OF t"
    ) { $1.agents.load($0, isLocked: true) }

    static let ancestors = PostgreSQLLoad(
        "load_ancestors",
        AgentAncestor.self,
        columns: [.uuid, .int16, .text],
        "\(ids) SELECT {columns} FROM ids JOIN agent_closure t ON t.descendant = ids.id"
    ) { $1.ancestors.load($0, isLocked: false) }
}
