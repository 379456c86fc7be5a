import EngineCore

extension WorkingSet {
    /// A page of agents with all that their statements are made of.
    mutating func loadPage(_ page: StatementPage, _ database: SimDatabase) {
        guard let period = database.rows.periods[page.periodID] else { return }
        self.periods.load(period, isLocked: false)
        guard period.state == .closing, let lastSeq = period.lastSeq else { return }
        let agents = database.rows.agents.rows.keys.filter { $0 > page.after }.sorted().prefix(page.limit)
        let known = self.statementAgents[page.periodID] ?? []
        self.statementAgents[page.periodID] = Array(Set(known + agents)).sorted()
        let earlier = database.rows.periods.sorted.filter {
            $0.ledgerID == period.ledgerID && $0.state == .issued && $0.startsAt < period.startsAt
        }
        let previous = earlier.max { $0.startsAt < $1.startsAt }
        if let previous { self.periods.load(previous, isLocked: false) }
        for agent in agents {
            if let row = database.rows.statements[Statement.Key(periodID: period.id, agentID: agent)] {
                self.statements.load(row, isLocked: false)
            }
            if let previous, let row = database.rows.statements[Statement.Key(periodID: previous.id, agentID: agent)] {
                self.statements.load(row, isLocked: false)
            }
            for kind in [AccountKind.held, .available] {
                let ref = AccountRef(ledgerID: period.ledgerID, kind: kind, ownerID: agent)
                guard let account = database.rows.index.account[ref] else { continue }
                for seq in database.rows.index.transfersOf[account] ?? [] where seq > previous?.lastSeq ?? 0 && seq <= lastSeq {
                    if let row = database.rows.transfers[seq] { self.transfers.load(row, isLocked: false) }
                }
            }
        }
    }
}
