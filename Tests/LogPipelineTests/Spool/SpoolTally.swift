import LogPipeline
import Synchronization
import Telemetry

/// Counts what a spool says of its records.
final class SpoolTally: SpoolAccount {
    struct Counts {
        var recovered: UInt64 = 0
        var lost: UInt64 = 0
        var settlement = BulkSettlement()
        var dropped: [DropReasonLabel: UInt64] = [:]
    }

    private let state = Mutex(Counts())

    var counts: Counts { self.state.withLock { $0 } }

    func recovered(_ count: UInt64, lost: UInt64) {
        self.state.withLock { counts in
            counts.recovered += count
            counts.lost += lost
        }
    }

    func settled(_ settlement: BulkSettlement) {
        self.state.withLock { counts in
            counts.settlement.delivered += settlement.delivered
            counts.settlement.duplicates += settlement.duplicates
            counts.settlement.deadLettered += settlement.deadLettered
            counts.settlement.dropped += settlement.dropped
        }
    }

    func dropped(_ reason: DropReasonLabel, _ count: UInt64) {
        self.state.withLock { $0.dropped[reason, default: 0] += count }
    }
}
