extension WorkingSet {
    /// Adds the seal over the new transfers and events, and makes it the head that the store writes.
    ///
    /// - Important: After the last decision; `head` is the one that was locked.
    package mutating func seal(_ context: Context) {
        guard let head = self.head else { preconditionFailure("the chain head was not locked") }
        precondition(context.batch == head.batch + 1, "batch \(context.batch) after \(head.batch)")
        var seal = BatchSeal(
            batch: context.batch,
            at: context.now,
            lastTransfer: context.lastTransfer,
            lastEvent: context.lastEvent,
            prevHash: head.hash,
            hash: []
        )
        seal.hash = seal.expectedHash(
            transfers: ChainDigest.hash(self.transfers.inserted),
            events: ChainDigest.hash(self.events.inserted)
        )
        self.seals.insert(seal)
        self.head = ChainHead(after: seal)
    }
}
