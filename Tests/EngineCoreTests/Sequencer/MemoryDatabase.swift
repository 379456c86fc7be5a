import EngineCore

/// What is committed in a ``MemoryStore``: keys, chain, history.
///
/// One thread, or one at a time.
struct MemoryDatabase: Sendable {
    var outcomes: [StoredOutcome.Key: StoredOutcome] = [:]
    var head = ChainHead.start
    var seals: [BatchSeal] = []
    var transfers: [Transfer] = []
    var events: [AuditEvent] = []
    /// How often each key was inserted: 1, or the engine did something twice.
    var insertions: [StoredOutcome.Key: Int] = [:]

    mutating func apply(_ set: borrowing WorkingSet) {
        for outcome in set.outcomes.inserted {
            self.outcomes[outcome.key] = outcome
            self.insertions[outcome.key, default: 0] += 1
        }
        self.seals += set.seals.inserted
        self.transfers += set.transfers.inserted
        self.events += set.events.inserted
        if set.hasWrites, let head = set.head { self.head = head }
    }

    /// The whole chain, checked.
    func verify() throws(ChainFault) {
        var verifier = ChainVerifier()
        for seal in self.seals {
            try verifier.check(
                seal,
                transfers: self.transfers.filter { $0.batch == seal.batch },
                events: self.events.filter { $0.batch == seal.batch }
            )
        }
        try verifier.finish(self.head)
    }
}
