import Glibc
import Synchronization
import Telemetry

/// Reads a ``SpoolStream`` from where it left off: what bulk delivery of one stream is given.
package final class SpoolReader: BulkSource, @unchecked Sendable {  // see the two groups of variables
    package let stream: RecordStream
    private let index: Int
    private let cursor: SpoolCursor
    private let folder: SpoolFolder
    /// Set once, before anybody reads.
    weak var spool: SpoolStream?

    // Of the thread that reads.
    private var descriptor: Int32 = -1
    private var openSerial = -1
    /// Where the record behind `placeSequence` begins in the open segment.
    private var place = 0
    private var placeSequence: UInt64 = 0
    /// The same behind the batch that is out.
    private var outPlace = 0

    private static let slack = 131_072

    init(_ stream: RecordStream, _ index: Int, _ cursor: SpoolCursor, _ folder: SpoolFolder, _ options: SpoolOptions) {
        self.stream = stream
        self.index = index
        self.cursor = cursor
        self.folder = folder
    }

    deinit { self.closeFile() }

    private func position<R>(_ body: (inout SpoolState.Position) -> R) -> R? {
        self.spool?.state.withLock { body(&$0.positions[self.index]) }
    }

    /// How many records wait, a batch that is out included.
    package var pendingCount: UInt64 { self.spool?.state.withLock { $0.pendingCount(for: self.index) } ?? 0 }

    /// When the oldest of them was made, nanoseconds since 1970, or up to a second before.
    package var oldestPending: Int64? {
        // A damaged record may bear any time.
        self.spool?.state.withLock { $0.oldestTime(for: self.index) }
            .map { Int64(min($0, UInt64(Int64.max) / 1_000_000)) * 1_000_000 }
    }

    /// Writes down how far it is.
    func saveCursor(isDurable: Bool = false) {
        if let settled = self.position({ $0.settled }) { self.cursor.advance(to: settled) }
        if isDurable { _ = self.cursor.synchronize() }
    }

    // MARK: BulkSource

    package func next(maxEvents: Int, maxBytes: Int) -> BulkBatch? {
        precondition(maxEvents > 0, "a batch of \(maxEvents)")
        while let (segment, settled) = self.nextSegment() {
            guard self.open(segment, settled) else {
                // Given up meanwhile, or it cannot be read now.
                if self.isThere(segment) { return nil }
                continue
            }
            let end = min(segment.end, self.place + maxBytes + maxEvents * SpoolRecord.headBytes + Self.slack)
            guard let bytes = SpoolFolder.read(self.descriptor, self.place..<end) else { return nil }
            let skipped = self.stepOver(bytes, through: settled)
            if let batch = self.batch(bytes, skipped, after: settled, of: segment, maxEvents, maxBytes) {
                if self.takeOut(batch) { return batch }
            } else if skipped == 0, !self.skipDamage(after: settled, segment) {
                return nil
            }
        }
        return nil
    }

    private func nextSegment() -> (SpoolSegment, settled: UInt64)? {
        self.spool?.state.withLock { state in
            guard state.positions[self.index].out == nil else { return nil }
            return state.nextSegment(for: self.index).map { ($0, state.positions[self.index].settled) }
        } ?? nil
    }

    private func isThere(_ segment: SpoolSegment) -> Bool {
        self.spool?.state.withLock { $0.segments.contains { $0.serial == segment.serial } } ?? false
    }

    /// Opens a segment, and goes to its front unless the place is known.
    private func open(_ segment: SpoolSegment, _ settled: UInt64) -> Bool {
        let isOpen = self.descriptor >= 0 && self.openSerial == segment.serial
        if isOpen, self.place <= segment.end, self.placeSequence <= settled { return true }
        if !isOpen {
            self.closeFile()
            self.descriptor = Glibc.open(self.folder.file(segment.name), O_RDONLY | O_CLOEXEC)
            self.openSerial = segment.serial
        }
        (self.place, self.placeSequence) = (SegmentHeader.byteCount, segment.first - 1)
        return self.descriptor >= 0 && segment.end >= self.place
    }

    private func closeFile() {
        if self.descriptor >= 0 { close(self.descriptor) }
        self.descriptor = -1
    }

    /// Goes over records that are settled already.
    /// - Returns: How many bytes they are.
    private func stepOver(_ bytes: [UInt8], through settled: UInt64) -> Int {
        bytes.withUnsafeBytes { bytes in
            var offset = 0
            while let record = SpoolRecord(bytes, at: offset), record.lastSequence <= settled {
                offset = record.bytes.upperBound
                self.placeSequence = record.lastSequence
            }
            self.place += offset
            return offset
        }
    }

    /// The records at `start`; nil when the first is not the one that is due.
    private func batch(
        _ bytes: [UInt8],
        _ start: Int,
        after settled: UInt64,
        of segment: SpoolSegment,
        _ maxEvents: Int,
        _ maxBytes: Int
    ) -> BulkBatch? {
        bytes.withUnsafeBytes { bytes in
            var events: [BulkBatch.Event] = []
            var (offset, expected, lineBytes) = (start, settled + 1, 0)
            while events.count < maxEvents, let record = SpoolRecord(bytes, at: offset) {
                guard record.sequence == expected, record.lastSequence <= segment.last else { break }
                expected = record.lastSequence + 1
                if !record.isNote {
                    lineBytes += record.line.count
                    if lineBytes > maxBytes, !events.isEmpty { break }
                    let (id, line) = (record.id, record.line)
                    events.append(
                        BulkBatch.Event(
                            sequence: record.sequence,
                            id: id.lowerBound - start..<id.upperBound - start,
                            line: line.lowerBound - start..<line.upperBound - start
                        )
                    )
                }
                offset = record.bytes.upperBound
            }
            guard let last = events.last else { return nil }
            self.outPlace = self.place + last.line.upperBound
            return BulkBatch(bytes: Array(bytes[start..<(start + last.line.upperBound)]), events: events)
        }
    }

    private func takeOut(_ batch: BulkBatch) -> Bool {
        let first = batch.events[0].sequence
        let last = batch.events[batch.events.count - 1].sequence  // not empty
        return self.position { position in
            // Its segment may have been given up since.
            guard position.settled < first else { return false }
            position.out = (first...last, UInt64(batch.events.count))
            position.isOutEvicted = false
            return true
        } ?? false
    }

    /// The record that is due cannot be read: counts it, and those behind it up to the next that can be, as lost.
    /// - Returns: False when nothing can be read now.
    private func skipDamage(after settled: UInt64, _ segment: SpoolSegment) -> Bool {
        guard let bytes = SpoolFolder.read(self.descriptor, 0..<segment.end) else { return false }
        let next = bytes.withUnsafeBytes { bytes in
            SegmentScan(bytes, from: SegmentHeader.byteCount).records.first { $0.lastSequence > settled }
        }
        let through = min(segment.last, max(settled, (next?.sequence ?? .max) - 1))
        if through == settled { return false }
        let isFirst: Bool?? = self.spool?.state.withLock { state in
            guard let place = state.segments.firstIndex(where: { $0.serial == segment.serial }) else { return nil }
            // Cut meanwhile, because it could not be made durable.
            guard state.segments[place].last >= segment.last else { return nil }
            guard state.positions[self.index].settled == settled else { return nil }
            state.positions[self.index].settled = through
            defer { state.segments[place].isCorrupt = true }
            return !state.segments[place].isCorrupt
        }
        guard let isFirst = isFirst ?? nil else { return true }
        if isFirst { self.spool?.noteCorrupt() }
        let lost = segment.count(of: settled + 1...through)
        if lost > 0 { self.position { $0.account }?.dropped(.spoolCorrupt, lost) }
        self.saveCursor()
        // The next record is found from the front, over the damage.
        if let next {
            (self.place, self.placeSequence) = (next.bytes.lowerBound, through)
        }
        return true
    }

    package func settle(_ batch: BulkBatch, _ settlement: BulkSettlement) {
        precondition(settlement.total == batch.events.count, "\(settlement) of \(batch.events.count)")
        let account = self.endBatch(batch)?.account
        (self.place, self.placeSequence) = (self.outPlace, batch.events[batch.events.count - 1].sequence)
        self.saveCursor()
        account?.settled(settlement)
    }

    package func putBack(_ batch: BulkBatch) {
        let account = self.position { position -> (any SpoolAccount)? in
            defer { position.out = nil }
            return position.isOutEvicted ? position.account : nil
        }
        (account ?? nil)?.dropped(.spoolFull, UInt64(batch.events.count))
    }

    private func endBatch(_ batch: BulkBatch) -> SpoolState.Position? {
        let last = batch.events[batch.events.count - 1].sequence  // not empty
        return self.position { position in
            precondition(position.out?.range.upperBound == last, "a batch that is not out")
            position.out = nil
            position.settled = max(position.settled, last)
            return position
        }
    }
}
