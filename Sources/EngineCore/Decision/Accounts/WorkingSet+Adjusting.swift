extension WorkingSet {
    /// Moves an amount between any two accounts by code 90, with its event.
    ///
    /// - Parameters:
    ///   - pair: The accounts that give and receive, checked by the caller.
    ///   - amount: Minor units.
    ///   - refID: What the transfer belongs to; also the event's subject.
    ///   - action: The event.
    ///   - context: Gives numbers and time.
    /// - Returns: The transfer's number.
    /// - Throws: As ``checkFunds``; nothing is changed then.
    mutating func adjust(
        _ pair: (from: AccountRef, to: AccountRef),
        amount: Int64,
        refID: ID,
        action: String,
        _ context: inout Context
    ) throws(Rejection) -> Int64 {
        try self.checkFunds(.adjustment, from: pair.from, to: pair.to, amount: amount)
        let seq = self.transfer(.adjustment, from: pair.from, to: pair.to, amount: amount, refID: refID, &context)
        // Small, because this is what the engine does most often under load.
        let image = CanonicalJSON.object(["amount": .int(amount), "transfer": .int(seq)])
        let scope = AccountRef.scope(from: pair.from, to: pair.to)
        self.record(action, subject: refID, scope: scope, after: image, &context)
        return seq
    }
}
