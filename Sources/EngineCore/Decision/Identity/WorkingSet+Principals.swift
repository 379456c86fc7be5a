/// Finding and changing principals.
extension WorkingSet {
    /// A principal whose standing the actor may change: members and agents by operations, admins by a super, nobody his
    /// own.
    ///
    /// So the last active super admin stays one: whoever takes that away is an active super admin himself, which the
    /// batch has checked on the locked row.
    /// - Throws: `role-forbidden`; `not-found`.
    func principal(_ id: ID, changedBy actor: Actor) throws(Rejection) -> Principal {
        guard actor.role == .admin, !actor.adminRoles.isDisjoint(with: [.super, .operations]) else {
            throw Rejection(.roleForbidden)
        }
        guard let principal = self.principals[id] else { throw Rejection(.notFound) }
        try actor.require(principal.role == .admin ? .super : .operations)
        guard principal.id != actor.id else { throw Rejection(.roleForbidden) }
        return principal
    }

    /// Changes a principal and records it; the version grows, and a new epoch makes every token worthless.
    mutating func change(
        _ before: Principal,
        _ action: String,
        newEpoch: Bool,
        details: [String: CanonicalJSON] = [:],
        _ context: inout Context,
        _ change: (inout Principal) -> Void
    ) -> Reply {
        var principal = before
        change(&principal)
        principal.version += 1
        if newEpoch { principal.epoch += 1 }
        self.principals.update(principal.id) { $0 = principal }
        let reply = Reply(image: principal.image, details)
        self.record(
            action,
            subject: principal.id,
            scope: principal.role == .admin ? nil : principal.id,
            before: before.image,
            after: reply.json,
            &context
        )
        return reply
    }

    /// An agent who may be given members and agents.
    /// - Throws: `not-found` for an agent that is absent or closed; `account-suspended`.
    func activeAgent(_ id: ID) throws(Rejection) -> Agent {
        guard let agent = self.agents[id], let principal = self.principals[id] else { throw Rejection(.notFound) }
        switch principal.status {
        case .active: return agent
        case .suspended: throw Rejection(.accountSuspended)
        case .invited, .closed: throw Rejection(.notFound)
        }
    }

    /// Puts a member with the first row of who owned it when.
    mutating func insertMember(_ new: NewPrincipal, under agentID: ID?, _ context: inout Context) -> Reply {
        let principal = new.insert(.member, &self, &context)
        self.members.insert(Member(id: principal.id, agentID: agentID, since: context.now))
        self.ownerships.insert(Ownership(memberID: principal.id, fromAt: context.now, agentID: agentID))
        let reply = Reply(201, image: principal.image, ["agent_id": .id(agentID)])
        self.record("member.created", subject: principal.id, scope: principal.id, after: reply.json, &context)
        return reply
    }
}
