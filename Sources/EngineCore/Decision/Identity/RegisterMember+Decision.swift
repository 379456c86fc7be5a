extension RegisterMember: Deciding {
    package static let kind = "register_member"

    package func needs(_ needs: inout Needs, actor: Actor) {}

    package func decide(_ set: inout WorkingSet, _ context: inout Context) throws(Rejection) -> Reply {
        throw Rejection(.notFound)  // TODO: to be written
    }
}
