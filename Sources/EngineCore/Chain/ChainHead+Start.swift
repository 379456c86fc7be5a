extension ChainHead {
    /// The head of an empty store: batch 0, whose hash is 32 zeros.
    package static let start = ChainHead(
        one: 1,
        batch: 0,
        lastTransfer: 0,
        lastEvent: 0,
        hash: [UInt8](repeating: 0, count: ChainDigest.byteCount)
    )

    /// The head after a batch.
    package init(after seal: BatchSeal) {
        self.init(
            one: 1,
            batch: seal.batch,
            lastTransfer: seal.lastTransfer,
            lastEvent: seal.lastEvent,
            hash: seal.hash
        )
    }
}
