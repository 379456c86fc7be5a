extension RequestWithdrawal: Deciding {
    package static let kind = "request_withdrawal"

    package func needs(_ needs: inout Needs, actor: Actor) { needs.ledgers.insert(self.ledgerID) }

    package func accounts(_ set: borrowing WorkingSet, actor: Actor, into refs: inout Set<AccountRef>) {
        guard set.ledgers[self.ledgerID] != nil, let kind = Self.kind(for: actor) else { return }
        self.request(kind, id: .nil, owner: actor.id, now: 0).insertAccounts(into: &refs)
    }

    /// The money is held until somebody decides; such a hold has no end of its own.
    package func decide(_ set: inout WorkingSet, _ context: inout Context) throws(Rejection) -> Reply {
        guard let kind = Self.kind(for: context.actor) else { throw Rejection(.roleForbidden) }
        try Amount.check(self.amount)
        guard set.ledgers[self.ledgerID] != nil else { throw Rejection(.notFound) }
        var request = self.request(kind, id: context.nextID(), owner: context.actor.id, now: context.now)
        let (from, to) = (request.ownerAccount, request.externalAccount)
        try set.checkPayable(from)
        try set.checkFunds(request.holdCode, from: from, to: to, amount: self.amount)
        request.holdSeq = set.hold(
            request.holdCode,
            from: from,
            to: to,
            amount: self.amount,
            refID: request.id,
            expiresAt: nil,
            &context
        )
        return set.insert(request, &context)
    }

    /// A member's is a withdrawal, an agent's a payout; nobody else has money here.
    private static func kind(for actor: Actor) -> CashKind? {
        switch actor.role {
        case .member: .withdrawal
        case .agent: .payout
        case .admin, .system: nil
        }
    }

    private func request(_ kind: CashKind, id: ID, owner: ID, now: Int64) -> CashRequest {
        CashRequest(
            id: id,
            kind: kind,
            principalID: owner,
            ledgerID: self.ledgerID,
            amount: self.amount,
            state: .requested,
            version: 1,
            createdAt: now
        )
    }
}
