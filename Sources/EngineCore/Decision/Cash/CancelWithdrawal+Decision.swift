extension CancelWithdrawal: Deciding {
    package static let kind = "cancel_withdrawal"

    package func needs(_ needs: inout Needs, actor: Actor) { needs.cashRequests.insert(self.requestID) }

    package func accounts(_ set: borrowing WorkingSet, actor: Actor, into refs: inout Set<AccountRef>) {
        set.cashRequests[self.requestID]?.insertAccounts(into: &refs)
    }

    package func decide(_ set: inout WorkingSet, _ context: inout Context) throws(Rejection) -> Reply {
        guard [.member, .agent].contains(context.actor.role) else { throw Rejection(.roleForbidden) }
        let request = try set.outgoing(self.requestID)
        guard request.principalID == context.actor.id else { throw Rejection(.notFound) }
        try request.checkMove(to: .cancelled)
        set.voidHold(of: request, &context)
        return set.move(request, to: .cancelled, &context)
    }
}
