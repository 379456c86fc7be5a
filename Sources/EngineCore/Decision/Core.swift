/// The decision core: pure functions of the command, the loaded rows, the time and the ids given.
package enum Core {
    /// Keys and rows, from the commands of a batch alone.
    package static func needs(_ requests: some Sequence<CommandRequest>, now: Int64) -> Needs {
        var needs = Needs()
        needs.now = now
        for request in requests {
            needs.keys.insert(request.outcomeKey)
            if request.actor.role != .system { needs.principals.insert(request.actor.id) }
            request.command.deciding.needs(&needs, actor: request.actor)
        }
        return needs
    }

    /// The accounts of a batch, sorted, from the loaded aggregates.
    package static func accounts(
        _ requests: some Sequence<CommandRequest>,
        _ set: borrowing WorkingSet
    ) -> [AccountRef] {
        var refs: Set<AccountRef> = []
        for request in requests where set.outcomes[request.outcomeKey] == nil {
            request.command.deciding.accounts(set, actor: request.actor, into: &refs)
        }
        return refs.sorted()
    }

    /// Decides one command: a key used before gives the stored outcome, everything else is decided and stored.
    package static func decide(
        _ request: CommandRequest,
        _ set: inout WorkingSet,
        _ context: inout Context
    ) -> Outcome {
        if let stored = set.outcomes[request.outcomeKey] {
            guard stored.requestHash == request.requestHash else { return .rejected(Rejection(.idempotencyKeyReuse)) }
            return .replayed(status: Int32(stored.status), body: stored.body)
        }
        context.actor = request.actor
        context.requestID = request.requestID
        context.traceID = request.traceID
        do throws(Rejection) {
            try Self.checkActor(request.actor, set)
            let outcome = Outcome.done(try request.command.deciding.decide(&set, &context))
            Self.store(outcome, request, &set, context)
            return outcome
        } catch {
            let outcome = Outcome.rejected(error)
            if error.isStored { Self.store(outcome, request, &set, context) }
            return outcome
        }
    }

    /// The token's word is checked against the row that the batch locked.
    private static func checkActor(_ actor: Actor, _ set: borrowing WorkingSet) throws(Rejection) {
        if actor.role == .system { return }
        guard let principal = set.principals[actor.id], principal.role == actor.role,
            principal.adminRoles.isSuperset(of: actor.adminRoles)
        else { throw Rejection(.roleForbidden) }
        guard principal.status == .active else { throw Rejection(.accountSuspended) }
    }

    private static func store(
        _ outcome: Outcome,
        _ request: CommandRequest,
        _ set: inout WorkingSet,
        _ context: Context
    ) {
        set.outcomes.insert(
            StoredOutcome(
                ownerID: request.actor.id,
                keyText: request.key,
                requestHash: request.requestHash,
                batch: context.batch,
                status: Int16(outcome.status),
                body: outcome.body,
                createdAt: context.now
            )
        )
    }
}
