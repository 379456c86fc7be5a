extension IssueStatements: Deciding {
    package static let kind = "issue_statements"

    package func needs(_ needs: inout Needs, actor: Actor) {
        guard actor.isSystem, Self.limits.contains(self.limit) else { return }
        needs.statementPages.insert(StatementPage(periodID: self.periodID, after: self.after, limit: self.limit))
    }

    package func accounts(_ set: borrowing WorkingSet, actor: Actor, into refs: inout Set<AccountRef>) {
        guard let period = set.periods[self.periodID] else { return }
        for agentID in self.agents(set) ?? [] {
            refs.insert(AccountRef(ledgerID: period.ledgerID, kind: .held, ownerID: agentID))
            refs.insert(AccountRef(ledgerID: period.ledgerID, kind: .available, ownerID: agentID))
        }
    }

    /// One event for each statement, which its agent may see, and one for the period on the last page.
    /// - Returns: `next`, from where the next page goes on; null after the last.
    package func decide(_ set: inout WorkingSet, _ context: inout Context) throws(Rejection) -> Reply {
        guard context.actor.isSystem else { throw Rejection(.roleForbidden) }
        try Input.number(self.limit, "/limit", Int64(Self.limits.lowerBound)...Int64(Self.limits.upperBound))
        guard let period = set.periods[self.periodID] else { throw Rejection(.notFound) }
        guard period.state == .closing, let agents = self.agents(set) else { throw self.refusal(period) }
        let book = StatementBook(period, set)
        var made: Int64 = 0
        for agentID in agents {
            guard let statement = book.statement(of: agentID, set), set.statements[statement.key] == nil else {
                continue
            }
            set.statements.insert(statement)
            set.record("statement.issued", subject: period.id, scope: agentID, after: statement.image, &context)
            made += 1
        }
        let isLast = agents.count < self.limit
        if isLast { set.issue(period, &context) }
        return Reply(
            200,
            [
                "id": .id(period.id), "next": .id(isLast ? nil : agents.last), "statements": .int(made),
                "state": .name(isLast ? PeriodState.issued : .closing),
            ]
        )
    }

    /// Agents in one page.
    package static let limits = 1...1_000

    /// The page's agents, in order of id; nil if the period was not closing when the page was read.
    private func agents(_ set: borrowing WorkingSet) -> [ID]? {
        set.statementAgents[self.periodID].map { ids in
            Array(Set(ids.filter { $0 > self.after }).sorted().prefix(self.limit))
        }
    }

    /// A period that is open, or began to close in this very batch, comes too early: its transfers were not read.
    private func refusal(_ period: Period) -> Rejection {
        if period.state == .issued { return Rejection(.periodClosed, ["state": .name(period.state)]) }
        var rejection = Rejection.transition(from: period.state, allowed: [PeriodState.closing])
        rejection.isPremature = true
        return rejection
    }
}

extension WorkingSet {
    fileprivate mutating func issue(_ period: Period, _ context: inout Context) {
        self.periods.update(period.id) { $0.state = .issued }
        self.record(
            "period.issued",
            subject: period.id,
            scope: nil,
            before: .object(["state": .name(period.state)]),
            after: .object(["last_seq": .int(period.lastSeq), "state": .name(PeriodState.issued)]),
            &context
        )
    }
}

extension Statement {
    /// The image of the audit event; the hash is in the row.
    fileprivate var image: CanonicalJSON {
        .object([
            "accrued": .int(self.accrued), "closing": .int(self.closing), "opening": .int(self.opening),
            "paid": .int(self.paid), "released": .int(self.released), "reversed": .int(self.reversed),
        ])
    }
}
