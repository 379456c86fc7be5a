/// What became of the records of a batch; the counts add up to the batch.
package struct BulkSettlement: Sendable, Equatable {
    /// Stored by this delivery, in the failure store too.
    package var delivered = 0
    /// Were there already: a repeated delivery of the same `event.id`.
    package var duplicates = 0
    /// Refused for good and kept in the dead-letter file.
    package var deadLettered = 0
    /// Refused for good, and no room to keep them.
    package var dropped = 0

    package init() {}

    package var total: Int { self.delivered + self.duplicates + self.deadLettered + self.dropped }
}
