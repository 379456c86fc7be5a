/// The transfers of a period by account, sorted out once for a page of agents.
struct StatementBook {
    private let period: Period
    private let earlier: Period?
    private var transfers: [Int64: [Transfer]] = [:]

    /// Takes a closing period, with its `last_seq`.
    init(_ period: Period, _ set: borrowing WorkingSet) {
        self.period = period
        self.earlier = set.periods.rows
            .filter { $0.ledgerID == period.ledgerID && $0.state == .issued && $0.startsAt < period.startsAt }
            .max { $0.startsAt < $1.startsAt }
        let first = self.earlier?.lastSeq ?? 0
        let last = period.lastSeq ?? 0
        for transfer in set.transfers.rows {
            guard transfer.ledgerID == period.ledgerID, transfer.seq > first, transfer.seq <= last else { continue }
            self.transfers[transfer.debitID, default: []].append(transfer)
            self.transfers[transfer.creditID, default: []].append(transfer)
        }
    }

    /// The statement of an agent; nil if it would say nothing.
    func statement(of agentID: ID, _ set: borrowing WorkingSet) -> Statement? {
        let key = self.earlier.map { Statement.Key(periodID: $0.id, agentID: agentID) }
        let opening = key.flatMap { set.statements[$0]?.closing } ?? 0
        var lines: [Int64: Transfer] = [:]
        var accounts: Set<Int64> = []
        for kind in [AccountKind.held, .available] {
            let ref = AccountRef(ledgerID: self.period.ledgerID, kind: kind, ownerID: agentID)
            guard let number = set.accounts[ref]?.id else { continue }
            accounts.insert(number)
            // A release is on both accounts and one line.
            for transfer in self.transfers[number] ?? [] { lines[transfer.seq] = transfer }
        }
        let totals = StatementTotals(opening: opening, accounts: accounts, transfers: Array(lines.values))
        if totals.isEmpty { return nil }
        return Statement(
            periodID: self.period.id,
            agentID: agentID,
            opening: totals.opening,
            accrued: totals.accrued,
            reversed: totals.reversed,
            released: totals.released,
            paid: totals.paid,
            closing: totals.closing,
            linesHash: totals.linesHash
        )
    }
}
