extension FailDeposit: Deciding {
    package static let kind = "fail_deposit"

    package func needs(_ needs: inout Needs, actor: Actor) { needs.cashRequests.insert(self.requestID) }

    package func decide(_ set: inout WorkingSet, _ context: inout Context) throws(Rejection) -> Reply {
        try context.actor.require(.finance, orSystem: true)
        let request = try set.deposit(self.requestID)
        try request.checkMove(to: .failed)
        return set.move(request, to: .failed, &context)
    }
}
