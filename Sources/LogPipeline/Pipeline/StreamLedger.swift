package import Telemetry

/// Where the records of one stream went in one sink.
///
/// The law, at any moment: `offered + recovered = delivered + duplicates + dropped + deadLettered + queueEvents`.
package struct StreamLedger: Sendable, Equatable {
    /// Records meant for the sink, those lost before they reached it included.
    package var offered: UInt64 = 0
    /// Found at start after a kill; rings that outlive the process bring them.
    package var recovered: UInt64 = 0
    package var delivered: UInt64 = 0
    /// Answered "have it already".
    package var duplicates: UInt64 = 0
    package var deadLettered: UInt64 = 0
    package var dropped: [DropReasonLabel: UInt64] = [:]
    /// Waiting in memory.
    package var queueEvents = 0

    package init() {}

    package var droppedTotal: UInt64 { self.dropped.values.reduce(0, +) }

    /// Records unaccounted for: 0 by law.
    package var imbalance: Int64 {
        let went = self.delivered + self.duplicates + self.droppedTotal + self.deadLettered
        return Int64(self.offered + self.recovered) - Int64(went) - Int64(self.queueEvents)
    }
}
