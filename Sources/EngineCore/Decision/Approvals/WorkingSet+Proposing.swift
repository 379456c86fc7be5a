extension WorkingSet {
    /// Puts a proposal before a second admin: one open approval, one event.
    ///
    /// The caller has checked right and content.
    /// - Returns: 202 with the approval's id and when it expires.
    package mutating func propose(_ payload: some ApprovalPayload, _ context: inout Context) -> Reply {
        let approval = Approval(
            id: context.nextID(),
            action: type(of: payload).action,
            subjectID: payload.subjectID,
            payload: payload.text,
            state: .open,
            madeBy: context.actor.id,
            createdAt: context.now
        )
        self.approvals.insert(approval)
        let image = CanonicalJSON.object([
            "action": .name(approval.action), "payload": payload.json, "state": .name(approval.state),
        ])
        self.record("approval.proposed", subject: approval.id, scope: nil, after: image, &context)
        return Reply(
            202,
            [
                "action": .name(approval.action), "expires_at": .int(approval.expiresAt), "id": .id(approval.id),
                "state": .name(approval.state),
            ]
        )
    }

    /// Ends an open approval, with its event.
    mutating func finish(
        _ approval: Approval,
        as state: ApprovalState,
        _ details: [String: CanonicalJSON] = [:],
        _ context: inout Context
    ) {
        self.approvals.update(approval.id) {
            $0.state = state
            $0.checkedBy = context.actor.isSystem ? nil : context.actor.id
        }
        var after = details
        after["action"] = .name(approval.action)
        after["state"] = .name(state)
        self.record(
            "approval.\(state.name)",
            subject: approval.id,
            scope: nil,
            before: approval.image,
            after: .object(after),
            &context
        )
    }
}
