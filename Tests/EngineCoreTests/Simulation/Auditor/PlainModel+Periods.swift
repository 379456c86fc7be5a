import EngineCore

extension PlainModel {
    mutating func openPeriod(_ command: OpenPeriod) -> PlainVerdict {
        guard self.isSystem || self.isAdmin(.finance) else { return .refused("role-forbidden") }
        if command.startsAt < 0 || command.endsAt <= command.startsAt
            || command.endsAt - command.startsAt > 731 * Self.day
        {
            return .refused("invalid-parameter")
        }
        if !self.ledgers.contains(command.ledgerID) { return .refused("not-found") }
        for period in self.periods.values where period.ledger == command.ledgerID {
            let overlaps = command.startsAt < period.ends && period.starts < command.endsAt
            if overlaps || (period.state != .open && command.startsAt < period.ends) { return .refused("period-closed") }
        }
        self.periods[self.replyID] = PlainPeriod(
            ledger: command.ledgerID,
            starts: command.startsAt,
            ends: command.endsAt
        )
        self.periodIDs.append(self.replyID)
        return PlainVerdict()
    }

    mutating func issue(_ command: IssueStatements) -> PlainVerdict {
        guard self.isSystem else { return .refused("role-forbidden") }
        if !(1...1_000).contains(command.limit) { return .refused("invalid-parameter") }
        guard let period = self.periods[command.periodID] else { return .refused("not-found") }
        if period.state == .issued { return .refused("period-closed") }
        // A period that began to close in this very batch may come too early: its transfers were not read.
        let isEarly = period.closingCommit == self.commit && !self.wasDone
        if period.state == .open || isEarly { return .refused("invalid-transition") }
        let agents = self.people.filter { $0.value.role == .agent && $0.key > command.after }.keys.sorted()
        let page = agents.prefix(command.limit)
        var made: Int64 = 0
        for agent in page where !(self.periods[command.periodID]?.issuedAgents.contains(agent) ?? true) {
            guard let statement = self.statement(of: agent, period) else { continue }
            made += 1
            self.periods[command.periodID]?.issuedAgents.insert(agent)
            self.periods[command.periodID]?.closings[agent] = statement.closing
        }
        let isLast = page.count < command.limit
        if isLast { self.periods[command.periodID]?.state = .issued }
        return PlainVerdict(amounts: ["statements": made], isSilent: made == 0 && !isLast)
    }

    private func before(_ period: PlainPeriod) -> PlainPeriod? {
        self.periods.values
            .filter { $0.ledger == period.ledger && $0.state == .issued && $0.starts < period.starts }
            .max { $0.starts < $1.starts }
    }

    /// What moved on an agent's two accounts within a period; nil if nothing did and nothing was left.
    func statement(of agent: ID, _ period: PlainPeriod) -> PlainStatement? {
        let earlier = self.before(period)
        var statement = PlainStatement(opening: earlier?.closings[agent] ?? 0)
        statement.closing = statement.opening
        let accounts = [self.held(agent, period.ledger), self.payable(agent, period.ledger)]
        var count = 0
        for entry in self.journal[(earlier?.journalEnd ?? 0)..<max(earlier?.journalEnd ?? 0, period.journalEnd)] {
            let transfer = entry.transfer
            guard transfer.phase == 0 || transfer.phase == 2 else { continue }
            guard accounts.contains(transfer.from) || accounts.contains(transfer.to) else { continue }
            count += 1
            if accounts.contains(transfer.from) { statement.closing -= transfer.amount }
            if accounts.contains(transfer.to) { statement.closing += transfer.amount }
            switch transfer.code {
            case 20: statement.accrued += transfer.amount
            case 21: statement.released += transfer.amount
            case 22, 23: statement.reversed += transfer.amount
            case 41: statement.paid += transfer.amount
            default: break
            }
        }
        return count == 0 && statement.opening == 0 ? nil : statement
    }

    mutating func advanceConsumer(_ command: AdvanceConsumer) -> PlainVerdict {
        guard self.isSystem else { return .refused("role-forbidden") }
        let current = self.consumers[command.name] ?? 0
        if command.lastEvent < current || command.lastEvent > max(current, self.lastEvent) {
            return .refused("invalid-parameter")
        }
        self.consumers[command.name] = command.lastEvent
        return PlainVerdict(amounts: ["last_event": command.lastEvent], isSilent: true)
    }
}
