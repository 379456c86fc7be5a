import Synchronization

/// The room that the spools of one sink share.
package final class SpoolQuota: Sendable {
    private struct Member { weak var spool: SpoolStream? }

    package let maxBytes: Int
    private let members = Mutex<[Member]>([])

    /// - Parameter maxBytes: The most that the segments of all members hold.
    package init(maxBytes: Int) { self.maxBytes = maxBytes }

    func add(_ spool: SpoolStream) { self.members.withLock { $0.append(Member(spool: spool)) } }

    private var spools: [SpoolStream] { self.members.withLock { $0.compactMap(\.spool) } }

    package var usedBytes: Int { self.spools.reduce(0) { $0 + $1.byteCount } }

    /// Makes room by giving up the oldest segments of any member.
    ///
    /// - Important: On the thread that writes all of them.
    /// - Returns: Whether there is room.
    func makeRoom(for count: Int) -> Bool {
        while self.usedBytes + count > self.maxBytes {
            let candidates = self.spools.compactMap { spool in spool.oldestClosedSegment.map { (spool, $0) } }
            guard let oldest = candidates.min(by: { $0.1 < $1.1 }) else { return false }
            oldest.0.evictOldest()
        }
        return true
    }
}
