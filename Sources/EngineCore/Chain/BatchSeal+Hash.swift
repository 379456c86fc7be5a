extension BatchSeal {
    /// The first bytes of what is hashed: says which layout follows.
    private static let mark = [UInt8]("WGSEAL1".utf8)

    /// What `hash` must be, given the hashes of the batch's rows in order of `seq`.
    ///
    /// ```
    /// SHA-256("WGSEAL1" | batch | at | last_transfer | last_event | prev_hash | transfers | events)
    ///          7 bytes    8       8    8               8            32          32          32
    /// ```
    package func expectedHash(transfers: [UInt8], events: [UInt8]) -> [UInt8] {
        var digest = ChainDigest()
        digest.raw(Self.mark)
        for number in [self.batch, self.at, self.lastTransfer, self.lastEvent] { digest.int64(number) }
        digest.raw(self.prevHash)
        digest.raw(transfers)
        digest.raw(events)
        return digest.finish()
    }
}
