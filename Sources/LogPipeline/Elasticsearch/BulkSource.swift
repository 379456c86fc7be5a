/// What bulk delivery reads from: the spool of one stream.
///
/// At most one batch is out at a time. Any thread, one at a time.
package protocol BulkSource: AnyObject, Sendable {
    var stream: RecordStream { get }

    /// The oldest records that are not settled, and takes them out for delivery.
    ///
    /// - Parameters:
    ///   - maxEvents: At least 1.
    ///   - maxBytes: Of lines; a first record longer than this comes alone.
    /// - Returns: Nil when nothing waits, or when what waits cannot be read now.
    func next(maxEvents: Int, maxBytes: Int) -> BulkBatch?

    /// Moves the cursor past the batch: every record of it is settled.
    func settle(_ batch: BulkBatch, _ settlement: BulkSettlement)

    /// Gives a batch back unsettled, to be taken out again.
    func putBack(_ batch: BulkBatch)
}
