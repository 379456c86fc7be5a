/// Reads the audit spool for one sink, which has a record when it is durable there.
///
/// Of the sink's thread.
final class AuditFeed {
    /// Small enough to be found again at the end of a file.
    static let batchEvents = 256
    private static let batchBytes = 262_144

    let reader: SpoolReader
    private var batch: BulkBatch?
    /// How many lines of the batch the destination has taken.
    private var writtenCount = 0

    init(_ reader: SpoolReader) { self.reader = reader }

    /// Whether records wait in the spool and none is on its way.
    var hasWork: Bool { self.batch == nil && self.reader.pendingCount > 0 }

    /// Fills a buffer with the next lines.
    /// - Returns: How many; 0: nothing can be read now.
    func fill(_ lines: inout LineWriter) -> Int {
        guard let batch = self.reader.next(maxEvents: Self.batchEvents, maxBytes: Self.batchBytes) else { return 0 }
        self.batch = batch
        self.writtenCount = 0
        for event in batch.events {
            batch.bytes[event.line].withUnsafeBytes { lines.append($0) }
            let newline: [UInt8] = [0x0A]
            newline.withUnsafeBytes { lines.append($0) }
        }
        return batch.events.count
    }

    func noteWritten(_ count: Int) { self.writtenCount += count }

    /// All lines of the batch went to the destination, or were given up.
    ///
    /// Not durable, they are read again; the file then has them twice, which `audit verify` knows.
    /// - Returns: 0, or the error number.
    func finish(_ destination: any SinkDestination) -> Int32 {
        guard let batch = self.batch else { return 0 }
        self.batch = nil
        let number = destination.makeDurable()
        if number != 0 {
            self.reader.putBack(batch)
            return number
        }
        var settlement = BulkSettlement()
        settlement.delivered = min(self.writtenCount, batch.events.count)
        settlement.dropped = batch.events.count - settlement.delivered
        self.reader.settle(batch, settlement)
        return 0
    }

    /// The end of the sink: what is not written stays in the spool.
    func close(_ destination: any SinkDestination) {
        guard let batch = self.batch else { return }
        self.batch = nil
        self.reader.putBack(batch)
        guard self.writtenCount > 0, destination.makeDurable() == 0 else { return }
        guard let front = self.reader.next(maxEvents: self.writtenCount, maxBytes: .max / 2) else { return }
        var settlement = BulkSettlement()
        settlement.delivered = front.events.count
        self.reader.settle(front, settlement)
    }

    /// Skips the records up to the one that a killed run wrote last; others are left.
    func skip(throughID id: [UInt8]) {
        guard let batch = self.reader.next(maxEvents: Self.batchEvents, maxBytes: Self.batchBytes) else { return }
        let place = batch.events.firstIndex { batch.bytes[$0.id].elementsEqual(id) }
        self.reader.putBack(batch)
        guard let place, let front = self.reader.next(maxEvents: place + 1, maxBytes: .max / 2) else { return }
        var settlement = BulkSettlement()
        settlement.duplicates = front.events.count
        self.reader.settle(front, settlement)
    }
}
