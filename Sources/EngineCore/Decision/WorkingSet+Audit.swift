extension WorkingSet {
    /// Adds the one audit event of a change of state.
    ///
    /// - Parameters:
    ///   - action: What happened, as `order.paid`.
    ///   - subject: The row's id; for rows without one, the id of what they belong to.
    ///   - scope: The principal within whose scope the subject lies, so that its owner may see the event.
    ///   - before: The image before, nil if there was nothing.
    ///   - after: The image after.
    ///   - context: Gives the number, the time and who did it.
    package mutating func record(
        _ action: String,
        subject: ID,
        scope: ID?,
        before: CanonicalJSON? = nil,
        after: CanonicalJSON? = nil,
        _ context: inout Context
    ) {
        self.events.insert(
            AuditEvent(
                seq: context.nextEvent(),
                batch: context.batch,
                at: context.now,
                actorID: context.actor.id,
                action: action,
                subjectID: subject,
                scopeID: scope,
                before: before?.text,
                after: after?.text,
                requestID: context.requestID,
                traceID: context.traceID
            )
        )
    }
}
