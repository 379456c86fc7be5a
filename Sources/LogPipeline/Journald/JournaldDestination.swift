import CSystemd
import Glibc

/// The journald sink: one journal entry per line, through libsystemd (telemetry.md section 5).
///
/// A line counts as delivered when journald's socket took its entry and was there before and after. A missing journald
/// is an obstacle: the sink's thread looks for it every second while lines wait. An entry whose fate is not known is
/// sent again, with the same `GW_EVENT_ID`.
///
/// One line per write, so that the account is exact when the next one blocks: libsystemd waits without end for a
/// journald that is stopped.
package final class JournaldDestination: SinkDestination {
    private let sendsECS: Bool
    private let socket = JournalSocket()
    private var entry = JournalEntry()
    private var pacer: JournalPacer

    /// - Parameters:
    ///   - sendsECS: Whether entries carry the whole line, as the field `ECS`.
    ///   - limit: What journald takes; lines are held back below it, so that what is lost is lost in our own account.
    package init(sendsECS: Bool, limit: JournalRateLimit) {
        self.sendsECS = sendsECS
        self.pacer = JournalPacer(limit)
    }

    package var tickInterval: UInt64? { nil }

    /// A journald that is missing is no error here: it may come.
    package func open() throws(LogPipelineError) {}

    package func write(_ lines: UnsafeRawBufferPointer, patience: UInt64) -> SinkProgress {
        let byteCount = LineScan.firstEnd(lines)
        let hasNewline = byteCount > 0 && lines[byteCount - 1] == 0x0A
        let line = UnsafeRawBufferPointer(rebasing: lines[..<(hasNewline ? byteCount - 1 : byteCount)])
        guard self.waitForTurn(patience) else { return SinkProgress(byteCount: 0, obstacle: .blocked) }
        // A second try where journald was started anew under the first one.
        for _ in 0..<2 {
            let number = self.socket.open()
            if number != 0 { return SinkProgress(byteCount: 0, obstacle: .failed(number)) }
            guard self.socket.isCurrent else {
                self.socket.close()
                continue
            }
            guard self.socket.waitForRoom(patience) else { return SinkProgress(byteCount: 0, obstacle: .blocked) }
            self.entry.fill(line, sendsECS: self.sendsECS)
            let result = sd_journal_sendv(self.entry.fields, Int32(self.entry.count))
            if result >= 0 { self.pacer.entrySent(now: SystemClock.monotonic) }
            if result >= 0, self.socket.isCurrent { return SinkProgress(byteCount: byteCount, obstacle: nil) }
            self.socket.close()
            if result < 0, result != -ECONNREFUSED {
                return SinkProgress(byteCount: 0, obstacle: .failed(-result))
            }
        }
        return SinkProgress(byteCount: 0, obstacle: .failed(ENOENT))
    }

    /// Waits while the rate limit holds lines back.
    /// - Returns: False when it does for longer than that.
    private func waitForTurn(_ patience: UInt64) -> Bool {
        let delay = self.pacer.delay(now: SystemClock.monotonic)
        if delay > 0 { usleep(UInt32(clamping: min(delay, patience) / 1000 + 1)) }
        return delay <= patience
    }

    package func tick(now: UInt64) {}

    package func close() { self.socket.close() }
}
