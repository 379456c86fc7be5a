extension CreateAgent: Deciding {
    package static let kind = "create_agent"

    package func needs(_ needs: inout Needs, actor: Actor) {}

    package func decide(_ set: inout WorkingSet, _ context: inout Context) throws(Rejection) -> Reply {
        throw Rejection(.notFound)  // TODO: to be written
    }
}
