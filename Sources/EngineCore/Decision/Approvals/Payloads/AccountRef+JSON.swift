extension AccountRef {
    /// `{"kind":"member.wallet","ledger":1,"owner":"…"}`; owner null for platform accounts.
    package var json: CanonicalJSON {
        .object([
            "kind": .name(self.kind), "ledger": .int(Int64(self.ledgerID)),
            "owner": self.ownerID == .nil ? .null : .id(self.ownerID),
        ])
    }

    /// Reads ``json`` back; anything else gives nil.
    package init?(json: CanonicalJSON) {
        guard let kind = json["kind"]?.string.flatMap({ AccountKind(name: $0) }),
            let ledgerID = json["ledger"]?.int.flatMap({ Int16(exactly: $0) }), let owner = json["owner"],
            owner == .null || owner.id != nil
        else { return nil }
        self.init(ledgerID: ledgerID, kind: kind, ownerID: owner.id ?? .nil)
    }
}
