extension ProposePayoutBatch: Deciding {
    package static let kind = "propose_payout_batch"

    package func needs(_ needs: inout Needs, actor: Actor) {}

    package func decide(_ set: inout WorkingSet, _ context: inout Context) throws(Rejection) -> Reply {
        throw Rejection(.notFound)  // TODO: to be written
    }
}
