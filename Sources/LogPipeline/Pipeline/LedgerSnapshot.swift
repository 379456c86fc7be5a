package import Telemetry

/// The whole ledger at one moment.
package struct LedgerSnapshot: Sendable {
    package struct Sink: Sendable {
        package var kind: SinkKind
        package var streams: [RecordStream: StreamLedger]
        package var queueBytes: Int
        package var queueMaxBytes: Int
        /// `ok`, `retrying` after a failure that may pass, `disabled` after one that will not.
        package var state: SinkStateLabel
        /// Seconds since 1970; 0: nothing was delivered yet.
        package var lastDelivery: Double
        /// When the oldest record that waits came, seconds since 1970.
        package var oldestPending: Double?
        /// Nil: nothing of this sink waits on disk.
        package var spool: Spool?

        package var queueEvents: Int { self.streams.values.reduce(0) { $0 + $1.queueEvents } }
        package var imbalance: Int64 { self.streams.values.reduce(0) { $0 + $1.imbalance } }
    }

    /// What waits on disk for a sink.
    package struct Spool: Sendable {
        package var bytes: Int
        package var maxBytes: Int
        /// Files in which something could not be read.
        package var corruptSegments: UInt64
    }

    package var emitted: [RecordStream: LevelCounts] = [:]
    /// Left out by sampling; part of `emitted`.
    package var sampledOut: [RecordStream: UInt64] = [:]
    package var suppressed: UInt64 = 0
    package var truncations = TruncationCounts()
    package var sinks: [Sink] = []

    package func sink(_ kind: SinkKind) -> Sink? { self.sinks.first { $0.kind == kind } }
}
