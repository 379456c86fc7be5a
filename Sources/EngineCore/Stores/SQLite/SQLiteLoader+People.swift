import SQLStore

/// Principals, members, agents with their ancestors, sessions.
extension SQLiteLoader {
    func people(
        _ needs: Needs,
        _ connection: borrowing SQLiteConnection,
        into set: inout WorkingSet
    ) throws(SQLError) {
        for id in needs.principals.sorted() {
            try self.row(LoadQueries.principal, id, connection, into: &set.principals)
        }
        for id in needs.members.sorted() { try self.member(id, connection, into: &set) }
        for id in needs.agents.sorted() { try self.agent(id, connection, into: &set) }
        for code in needs.referrals.sorted() {
            let found = try self.rows(LoadQueries.agentByReferral, connection, into: &set.agents) { $0.text(code) }
            for agent in found { try self.agent(agent.id, connection, into: &set) }
        }
        for login in needs.logins.sorted() {
            try self.rows(LoadQueries.principalByLogin, connection, into: &set.principals) { $0.text(login) }
        }
        for id in needs.sessions.sorted() { try self.row(LoadQueries.session, id, connection, into: &set.sessions) }
    }

    private func member(_ id: ID, _ connection: borrowing SQLiteConnection, into set: inout WorkingSet) throws(SQLError)
    {
        try self.row(LoadQueries.principal, id, connection, into: &set.principals)
        guard let member = try self.row(LoadQueries.member, id, connection, into: &set.members) else { return }
        try self.rows(LoadQueries.ownership, connection, into: &set.ownerships) { $0.id(id) }
        if let agentID = member.agentID { try self.upline(agentID, connection, into: &set) }
    }

    private func agent(_ id: ID, _ connection: borrowing SQLiteConnection, into set: inout WorkingSet) throws(SQLError)
    {
        try self.row(LoadQueries.agent, id, connection, into: &set.agents)
        try self.row(LoadQueries.principal, id, connection, into: &set.principals)
        try self.rows(LoadQueries.ancestors, connection, into: &set.ancestors) { $0.id(id) }
    }

    /// An agent and all above it, with their principals.
    func upline(_ id: ID, _ connection: borrowing SQLiteConnection, into set: inout WorkingSet) throws(SQLError) {
        if set.ancestors[AgentAncestor.Key(ancestor: id, descendant: id)] != nil, set.agents[id] != nil { return }
        let pairs = try self.rows(LoadQueries.ancestors, connection, into: &set.ancestors) { $0.id(id) }
        for pair in pairs {
            try self.row(LoadQueries.agent, pair.ancestor, connection, into: &set.agents)
            try self.row(LoadQueries.principal, pair.ancestor, connection, into: &set.principals)
        }
    }
}
