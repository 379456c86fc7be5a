/// Records of one stream that are sent together: a range of one spool segment, in spool order.
package struct BulkBatch: Sendable, Equatable {
    /// Where one record lies in `bytes`.
    package struct Event: Sendable, Equatable {
        /// Counts from 1 per spool, without gaps but for damage.
        package var sequence: UInt64
        /// `event.id`: 26 characters.
        package var id: Range<Int>
        /// The ECS line, without its newline.
        package var line: Range<Int>

        package init(sequence: UInt64, id: Range<Int>, line: Range<Int>) {
            self.sequence = sequence
            self.id = id
            self.line = line
        }
    }

    package var bytes: [UInt8]
    /// Not empty.
    package var events: [Event]

    package init(bytes: [UInt8], events: [Event]) {
        self.bytes = bytes
        self.events = events
    }
}
