extension ResolveReconItem: Deciding {
    package static let kind = "resolve_recon_item"

    package func needs(_ needs: inout Needs, actor: Actor) {
        needs.reconItems.insert(self.itemID)
        if let transferSeq = self.transferSeq { needs.transfers.insert(transferSeq) }
    }

    package func decide(_ set: inout WorkingSet, _ context: inout Context) throws(Rejection) -> Reply {
        try context.actor.require(.finance)
        try self.check()
        guard let item = set.reconItems[self.itemID] else { throw Rejection(.notFound) }
        guard item.state == .unmatched else { throw .transition(from: item.state, allowed: [] as [ReconState]) }
        if let transferSeq = self.transferSeq {
            guard let transfer = set.transfers[transferSeq] else { throw Rejection(.notFound) }
            guard transfer.code == .adjustment || transfer.code == .correction else {
                throw .parameter("/transfer", "must be an adjustment or a correction")
            }
        }
        set.reconItems.update(item.id) {
            $0.state = self.state
            $0.reason = self.reason ?? item.reason
            $0.transferSeq = self.transferSeq ?? item.transferSeq
        }
        var after: [String: CanonicalJSON] = ["state": .name(self.state)]
        if let reason = self.reason { after["reason"] = .string(reason) }
        if let transferSeq = self.transferSeq { after["transfer"] = .int(transferSeq) }
        set.record(
            "recon.\(self.state.name)",
            subject: item.id,
            scope: nil,
            before: .object(["state": .name(item.state)]),
            after: .object(after),
            &context
        )
        return Reply(200, ["id": .id(item.id), "state": .name(self.state)])
    }

    /// `ignored` needs a reason, `adjusted` a transfer, and only that has one.
    private func check() throws(Rejection) {
        guard self.state != .unmatched else { throw .parameter("/state", "must be matched, ignored or adjusted") }
        if let reason = self.reason { try Input.text(reason, "/reason", Input.reason) }
        guard self.state != .ignored || self.reason != nil else {
            throw .parameter("/reason", "must be given for an item that is ignored")
        }
        guard (self.state == .adjusted) == (self.transferSeq != nil) else {
            throw .parameter("/transfer", "must be given for an item that is adjusted, and for no other")
        }
    }
}
