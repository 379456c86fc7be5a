import Telemetry

/// What becomes of records in the spool; they wait there as others wait in the queue.
///
/// All inside the monitor, at any time: a delivery that ends after the sink's thread counts too.
extension Sink {
    func recoverSpooled(_ lane: SinkLane, _ count: UInt64, lost: UInt64) {
        lane.ledger.recovered += count
        lane.spooledEvents += Int(count - lost)
        if lost > 0 { lane.ledger.dropped[.spoolCorrupt, default: 0] += lost }
    }

    func settleSpooled(_ lane: SinkLane, _ settlement: BulkSettlement) {
        lane.spooledEvents -= settlement.total
        lane.ledger.delivered += UInt64(settlement.delivered)
        lane.ledger.duplicates += UInt64(settlement.duplicates)
        lane.ledger.deadLettered += UInt64(settlement.deadLettered)
        if settlement.dropped > 0 { lane.ledger.dropped[.ioError, default: 0] += UInt64(settlement.dropped) }
        if settlement.delivered + settlement.duplicates > 0 { self.noteDelivery() }
    }

    func dropSpooled(_ lane: SinkLane, _ reason: DropReasonLabel, _ count: UInt64) {
        lane.spooledEvents -= Int(count)
        lane.ledger.dropped[reason, default: 0] += count
    }

    /// Nil: nothing of this sink waits on disk.
    var spoolSnapshot: LedgerSnapshot.Spool? {
        let spools = self.lanes.compactMap(\.spool)
        if spools.isEmpty { return nil }
        return LedgerSnapshot.Spool(
            bytes: spools.reduce(0) { $0 + $1.byteCount },
            maxBytes: spools.compactMap(\.maxBytes).max() ?? 0,
            corruptSegments: spools.reduce(0) { $0 + $1.corruptCount }
        )
    }
}
