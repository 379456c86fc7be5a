extension CreateLedger: Deciding {
    package static let kind = "create_ledger"

    package func needs(_ needs: inout Needs, actor: Actor) {
        needs.ledgers.insert(self.id)
        needs.currencies.insert(self.currency)
    }

    /// Accounts come into being when money first moves on them.
    package func decide(_ set: inout WorkingSet, _ context: inout Context) throws(Rejection) -> Reply {
        guard context.actor.isSystem else { throw Rejection(.roleForbidden) }
        try self.check()
        let isTaken = set.ledgers.rows.contains { $0.id == self.id || $0.currency == self.currency }
        if isTaken { throw Rejection(.invalidTransition, ["from": .string("created"), "allowed": .array([])]) }
        set.ledgers.insert(Ledger(id: self.id, currency: self.currency, scale: self.scale))
        let image = CanonicalJSON.object([
            "currency": .string(self.currency), "ledger": .int(Int64(self.id)), "scale": .int(Int64(self.scale)),
        ])
        set.record("ledger.created", subject: .nil, scope: nil, after: image, &context)
        return Reply(201, ["ledger": .int(Int64(self.id))])
    }

    private func check() throws(Rejection) {
        try Input.number(self.id, "/id", 1...Int64(Int16.max))
        try Input.number(self.scale, "/scale", 0...8)
        let letters = self.currency.utf8
        guard (3...12).contains(letters.count), letters.allSatisfy({ Self.isCurrencyLetter($0) }) else {
            throw .parameter("/currency", "must be 3 to 12 letters A to Z or digits")
        }
    }

    private static func isCurrencyLetter(_ byte: UInt8) -> Bool {
        (UInt8(ascii: "A")...UInt8(ascii: "Z")).contains(byte) || (UInt8(ascii: "0")...UInt8(ascii: "9")).contains(byte)
    }
}
