extension RunReconciliation: Deciding {
    package static let kind = "run_reconciliation"

    /// Items in one report.
    package static let itemLimits = 0...10_000

    package func needs(_ needs: inout Needs, actor: Actor) {
        guard Self.itemLimits.contains(self.items.count), self.from < self.to else { return }
        needs.providerWindows.insert(ProviderWindow(provider: self.provider, from: self.from, to: self.to))
        for item in self.items { needs.externalIDs.insert(ExternalID(provider: self.provider, id: item.externalID)) }
    }

    /// One item for each finding and each match, and one event for the run, which counts them.
    package func decide(_ set: inout WorkingSet, _ context: inout Context) throws(Rejection) -> Reply {
        try context.actor.require(.finance, orSystem: true)
        try self.check()
        let comparison = ReconComparison(self, set)
        let runID = context.nextID()
        var counts: [String: Int64] = ["matched": 0]
        for finding in ReconFinding.allCases where finding != .reversalShortfall { counts[finding.rawValue] = 0 }
        for item in comparison.items {
            counts[item.finding?.rawValue ?? "matched", default: 0] += 1
            set.reconItems.insert(
                ReconItem(
                    id: context.nextID(),
                    runID: runID,
                    provider: self.provider,
                    externalID: item.externalID,
                    amount: item.amount,
                    state: item.finding == nil ? .matched : .unmatched,
                    reason: item.finding?.rawValue
                )
            )
        }
        var members = counts.mapValues { CanonicalJSON.int($0) }
        let reply = members.merging(["id": .id(runID)]) { $1 }
        members["provider"] = .string(self.provider)
        members["from"] = .int(self.from)
        members["to"] = .int(self.to)
        set.record("recon.run", subject: runID, scope: nil, after: .object(members), &context)
        return Reply(201, reply)
    }

    private func check() throws(Rejection) {
        try Input.text(self.provider, "/provider", Input.provider)
        guard self.from < self.to else { throw .parameter("/to", "must be after from") }
        try Input.count(self.items.count, "/items", Self.itemLimits)
        for (index, item) in self.items.enumerated() {
            try Input.text(item.externalID, "/items/\(index)/external_id", Input.externalID)
            try Input.number(item.amount, "/items/\(index)/amount", 1...Amount.limit)
        }
    }
}
