/// Recomputes the audit chain, batch after batch in order, and names the first that is wrong.
///
/// The source of the rows is the caller's: a store, a backup, an export. One batch at a time is held.
/// ```
/// var verifier = ChainVerifier(anchors: anchors)
/// for each seal in order { try verifier.check(seal, transfers: …, events: …) }
/// try verifier.finish(head)
/// ```
package struct ChainVerifier: Sendable {
    /// The last batch that was right; what comes next must follow it.
    package private(set) var head: ChainHead
    private let anchors: [Int64: [UInt8]]
    /// How many batches were compared with an anchor.
    package private(set) var anchorCount = 0

    /// - Parameters:
    ///   - anchors: Hashes by batch, as written down outside the store.
    ///   - head: The batch before the first one given; known to be right.
    package init(anchors: [Int64: [UInt8]] = [:], after head: ChainHead = .start) {
        self.anchors = anchors
        self.head = head
    }

    /// Checks the next batch.
    ///
    /// - Parameters:
    ///   - seal: The batch's seal.
    ///   - transfers: The transfers with numbers after the last batch's up to the seal's, in order of `seq`.
    ///   - events: The events, likewise.
    /// - Throws: What is wrong with this batch; the verifier has not moved and is of no further use.
    package mutating func check(
        _ seal: BatchSeal,
        transfers: some Sequence<Transfer>,
        events: some Sequence<AuditEvent>
    ) throws(ChainFault) {
        func fault(_ reason: ChainFault.Reason) -> ChainFault { ChainFault(batch: seal.batch, reason: reason) }
        guard seal.batch == self.head.batch + 1 else { throw fault(.batchGap) }
        guard seal.prevHash == self.head.hash else { throw fault(.brokenLink) }
        var transferDigest = ChainDigest()
        var lastTransfer = self.head.lastTransfer
        for transfer in transfers {
            lastTransfer += 1
            guard transfer.seq == lastTransfer, transfer.batch == seal.batch else { throw fault(.transferNumbers) }
            transferDigest.row(transfer)
        }
        guard lastTransfer == seal.lastTransfer else { throw fault(.transferNumbers) }
        var eventDigest = ChainDigest()
        var lastEvent = self.head.lastEvent
        for event in events {
            lastEvent += 1
            guard event.seq == lastEvent, event.batch == seal.batch else { throw fault(.eventNumbers) }
            eventDigest.row(event)
        }
        guard lastEvent == seal.lastEvent else { throw fault(.eventNumbers) }
        let hash = seal.expectedHash(transfers: transferDigest.finish(), events: eventDigest.finish())
        guard seal.hash == hash else { throw fault(.hash) }
        if let anchor = self.anchors[seal.batch] {
            guard anchor == hash else { throw fault(.anchor) }
            self.anchorCount += 1
        }
        self.head = ChainHead(after: seal)
    }

    /// Checks that nothing is missing at the end.
    ///
    /// - Parameter stored: The store's chain head.
    /// - Throws: `head` with the first batch that is missing; `anchor` with the first anchored batch that is.
    package func finish(_ stored: ChainHead) throws(ChainFault) {
        guard stored == self.head else { throw ChainFault(batch: self.head.batch + 1, reason: .head) }
        if let missing = self.anchors.keys.filter({ $0 > self.head.batch }).min() {
            throw ChainFault(batch: missing, reason: .anchor)
        }
    }
}
