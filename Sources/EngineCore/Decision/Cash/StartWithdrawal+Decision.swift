extension StartWithdrawal: Deciding {
    package static let kind = "start_withdrawal"

    package func needs(_ needs: inout Needs, actor: Actor) { needs.cashRequests.insert(self.requestID) }

    package func decide(_ set: inout WorkingSet, _ context: inout Context) throws(Rejection) -> Reply {
        try context.actor.require(.finance, orSystem: true)
        let request = try set.outgoing(self.requestID)
        try request.checkMove(to: .processing)
        return set.move(request, to: .processing, &context)
    }
}
