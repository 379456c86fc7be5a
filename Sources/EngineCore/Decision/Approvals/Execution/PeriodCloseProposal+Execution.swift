extension PeriodCloseProposal: ApprovedExecuting {
    func needs(_ needs: inout Needs) {
        needs.periods.insert(self.periodID)
        needs.openPeriods.insert(self.ledgerID)
    }

    /// - Throws: `not-found`; `period-closed` once it is not open; `invalid-transition` before its end, with `ends_at`.
    func check(_ set: borrowing WorkingSet, _ context: borrowing Context) throws(Rejection) {
        guard let period = set.periods[self.periodID], period.ledgerID == self.ledgerID else {
            throw Rejection(.notFound)
        }
        guard period.state == .open else { throw Rejection(.periodClosed, ["state": .name(period.state)]) }
        guard context.now >= period.endsAt else {
            var rejection = Rejection.transition(from: period.state, allowed: [] as [PeriodState])
            rejection.details["ends_at"] = .int(period.endsAt)
            throw rejection
        }
    }

    /// The last transfer before this moment is the period's last; every later effect falls into the next one.
    func execute(
        _ approval: Approval,
        _ set: inout WorkingSet,
        _ context: inout Context
    ) throws(Rejection) -> [String: CanonicalJSON] {
        try self.check(set, context)
        try self.checkOrder(set)
        let lastSeq = context.lastTransfer
        set.periods.update(self.periodID) {
            $0.state = .closing
            $0.lastSeq = lastSeq
        }
        set.record(
            "period.closing",
            subject: self.periodID,
            scope: nil,
            before: .object(["state": .name(PeriodState.open)]),
            after: .object(["last_seq": .int(lastSeq), "state": .name(PeriodState.closing)]),
            &context
        )
        return ["last_seq": .int(lastSeq), "period": .id(self.periodID)]
    }

    /// Periods of a ledger close in their order, because a statement opens with what the one before closed with.
    ///
    /// Only the approval loads the others: a proposal knows no ledger before its period is read.
    /// - Throws: `invalid-transition` while an earlier period is not issued, with `earlier`.
    private func checkOrder(_ set: borrowing WorkingSet) throws(Rejection) {
        guard let period = set.periods[self.periodID] else { throw Rejection(.notFound) }
        let earlier = set.periods.rows.first {
            $0.ledgerID == self.ledgerID && $0.startsAt < period.startsAt && $0.state != .issued
        }
        if let earlier {
            var rejection = Rejection.transition(from: period.state, allowed: [] as [PeriodState])
            rejection.details["earlier"] = .id(earlier.id)
            throw rejection
        }
    }
}
