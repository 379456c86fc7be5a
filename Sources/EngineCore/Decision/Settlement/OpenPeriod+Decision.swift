extension OpenPeriod: Deciding {
    package static let kind = "open_period"

    /// The longest period: two years, so that a wrong unit of time is noticed.
    package static let lengthLimit = 731 * Microseconds.day

    package func needs(_ needs: inout Needs, actor: Actor) {
        needs.ledgers.insert(self.ledgerID)
        needs.openPeriods.insert(self.ledgerID)
    }

    /// Periods of a ledger never overlap, and none is opened before one that is closing or issued: the transfers of a
    /// period are those between two numbers, so periods must follow each other in time as in numbers.
    package func decide(_ set: inout WorkingSet, _ context: inout Context) throws(Rejection) -> Reply {
        try context.actor.require(.finance, orSystem: true)
        try self.check()
        guard set.ledgers[self.ledgerID] != nil else { throw Rejection(.notFound) }
        let obstacle = set.periods.rows.first { $0.ledgerID == self.ledgerID && self.isBlocked(by: $0) }
        if let obstacle {
            throw Rejection(
                .periodClosed,
                [
                    "ends_at": .int(obstacle.endsAt), "starts_at": .int(obstacle.startsAt),
                    "state": .name(obstacle.state),
                ]
            )
        }
        let period = Period(
            id: context.nextID(),
            ledgerID: self.ledgerID,
            startsAt: self.startsAt,
            endsAt: self.endsAt,
            state: .open
        )
        set.periods.insert(period)
        let image: [String: CanonicalJSON] = [
            "ends_at": .int(period.endsAt), "ledger": .int(Int64(period.ledgerID)),
            "starts_at": .int(period.startsAt), "state": .name(period.state),
        ]
        set.record("period.opened", subject: period.id, scope: nil, after: .object(image), &context)
        return Reply(201, ["id": .id(period.id), "state": .name(period.state)])
    }

    private func check() throws(Rejection) {
        try Input.number(self.startsAt, "/starts_at", 0...Int64.max - Self.lengthLimit)
        guard self.endsAt > self.startsAt, self.endsAt - self.startsAt <= Self.lengthLimit else {
            throw .parameter("/ends_at", "must be after starts_at, by at most 731 days")
        }
    }

    private func isBlocked(by other: Period) -> Bool {
        let overlaps = self.startsAt < other.endsAt && other.startsAt < self.endsAt
        return overlaps || (other.state != .open && self.startsAt < other.endsAt)
    }
}
