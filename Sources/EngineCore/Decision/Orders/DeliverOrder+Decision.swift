extension DeliverOrder: Deciding {
    package static let kind = "deliver_order"

    package func needs(_ needs: inout Needs, actor: Actor) {}

    package func decide(_ set: inout WorkingSet, _ context: inout Context) throws(Rejection) -> Reply {
        throw Rejection(.notFound)  // TODO: to be written
    }
}
