import Logging
import Telemetry

/// The audit stream: its records come to the sinks from the spool.
extension Ledger {
    /// Records are durable in the spool, and every sink of the stream will read them there.
    func countSpooled(_ stream: RecordStream, _ levels: [Logger.Level]) {
        self.monitor.withLock {
            var counts = LevelCounts()
            for level in levels { counts[Logger.Level.allCases.firstIndex(of: level) ?? LevelIndex.info] += 1 }
            self.countEmitted(stream, counts)
            for lane in self.lanes(stream) {
                lane.ledger.offered += UInt64(levels.count)
                lane.spooledEvents += levels.count
            }
        }
    }

    /// There is something to read.
    func wakeSinks(_ stream: RecordStream) {
        self.monitor.withLock {
            for sink in self.sinks where sink.lanes.contains(where: { $0.stream == stream }) {
                sink.workCondition.signal()
            }
        }
    }

    private func lanes(_ stream: RecordStream) -> [SinkLane] {
        self.sinks.flatMap(\.lanes).filter { $0.stream == stream }
    }
}
