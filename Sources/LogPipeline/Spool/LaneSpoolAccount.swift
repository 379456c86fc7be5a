import Telemetry

/// The account of a sink's lane whose records wait in a spool.
final class LaneSpoolAccount: SpoolAccount, @unchecked Sendable {  // see `lane`
    private let sink: Sink
    private let lane: SinkLane  // guarded by the sink's monitor

    init(_ sink: Sink, _ lane: SinkLane) {
        self.sink = sink
        self.lane = lane
    }

    func recovered(_ count: UInt64, lost: UInt64) {
        self.sink.monitor.withLock { self.sink.recoverSpooled(self.lane, count, lost: lost) }
    }

    func settled(_ settlement: BulkSettlement) {
        self.sink.monitor.withLock { self.sink.settleSpooled(self.lane, settlement) }
    }

    func dropped(_ reason: DropReasonLabel, _ count: UInt64) {
        self.sink.monitor.withLock { self.sink.dropSpooled(self.lane, reason, count) }
    }
}
