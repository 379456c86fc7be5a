extension ApproveWithdrawal: Deciding {
    package static let kind = "approve_withdrawal"

    package func needs(_ needs: inout Needs, actor: Actor) { needs.cashRequests.insert(self.requestID) }

    package func accounts(_ set: borrowing WorkingSet, actor: Actor, into refs: inout Set<AccountRef>) {
        set.cashRequests[self.requestID]?.insertAccounts(into: &refs)
    }

    package func decide(_ set: inout WorkingSet, _ context: inout Context) throws(Rejection) -> Reply {
        try context.actor.require(.finance)
        let request = try set.outgoing(self.requestID)
        try request.checkApproval(set)
        let checker = context.actor.id
        return set.move(request, to: .approved, &context) { $0.checkedBy = checker }
    }
}
