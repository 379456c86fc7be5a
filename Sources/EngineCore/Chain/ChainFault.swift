/// The first batch whose rows are not what its seal says.
package struct ChainFault: Error, Hashable, Sendable {
    package enum Reason: String, CaseIterable, Sendable {
        /// Batches are missing before this one, or it comes twice.
        case batchGap = "batch-gap"
        /// `prev_hash` is not the hash of the batch before.
        case brokenLink = "broken-link"
        /// Transfers are missing, too many or carry another batch's number.
        case transferNumbers = "transfer-numbers"
        /// As above, of events.
        case eventNumbers = "event-numbers"
        /// The seal's hash is not that of its rows: a row or the seal was changed.
        case hash
        /// The seal is not the one that was written down elsewhere.
        case anchor
        /// A row of the batch cannot be read any more.
        case unreadable
        /// The head is not the last batch: batches at the end are missing, or the head was changed.
        case head
    }

    package var batch: Int64
    package var reason: Reason

    package init(batch: Int64, reason: Reason) { (self.batch, self.reason) = (batch, reason) }
}
