import Logging
import Synchronization
import Telemetry

/// The app stream before the pipeline's thread: numbers the records of all threads and puts them into one ring.
///
/// A lock is enough: app records are few, and the request path makes none.
final class AppStream: Sendable {
    /// What happened since the counts were last taken.
    struct Losses {
        /// Records the full ring refused, by index of level.
        var ringFull = [UInt64](repeating: 0, count: Logger.Level.allCases.count)
        /// Records made after the stream was closed, by index of level.
        var closed = [UInt64](repeating: 0, count: Logger.Level.allCases.count)
        var suppressed: UInt64 = 0
    }

    private struct State {
        var sequence: UInt64 = 0
        var lastWallNanoseconds: Int64 = 0
        var limiter = CallSiteLimiter()
        var losses = Losses()
        var isClosed = false
    }

    /// Holds a few hundred records of the usual size; a record is far below a quarter of it.
    let ring: RecordRing
    private let state = Mutex(State())
    private let redactions: RedactionTally

    init(ring: RecordRing, redactions: RedactionTally = RedactionTally()) {
        self.ring = ring
        self.redactions = redactions
    }

    /// The number of the last record.
    var lastSequence: UInt64 { self.state.withLock { $0.sequence } }

    /// Asks whether a call site may log now.
    func admit(_ site: CallSiteLimiter.Site, level: Logger.Level) -> CallSiteLimiter.Verdict {
        if level == .critical { return .pass(suppressed: 0) }
        return self.state.withLock { state in
            let verdict = state.limiter.recordOffered(site, now: SystemClock.monotonic)
            if verdict == .suppress { state.losses.suppressed += 1 }
            return verdict
        }
    }

    /// Puts a record into the ring; a full ring drops it and counts it.
    ///
    /// - Returns: Its number and time, dropped or not; nil: the stream is closed.
    /// - Important: Not inside the pipeline's monitor.
    @discardableResult
    func append(_ event: AppEvent) -> (sequence: UInt64, wallNanoseconds: Int64)? {
        if event.redactedCount > 0 { self.redactions.add(.secret, event.redactedCount) }
        let encoder = AppRecordEncoder(event)
        return self.state.withLock { self.append(encoder, &$0) }
    }

    @discardableResult
    private func append(
        _ encoder: AppRecordEncoder,
        _ state: inout State
    ) -> (sequence: UInt64, wallNanoseconds: Int64)? {
        let level = Int(encoder.record.level)
        if state.isClosed {
            state.losses.closed[level] += 1
            return nil
        }
        state.sequence += 1
        let sequence = state.sequence
        let wall = max(SystemClock.wall, state.lastWallNanoseconds)
        state.lastWallNanoseconds = wall
        let isWritten = self.ring.write(encoder.byteCount) { start in
            encoder.write(sequence: sequence, wallNanoseconds: wall, to: start)
        }
        if !isWritten { state.losses.ringFull[level] += 1 }
        return (sequence, wall)
    }

    /// A record of the pipeline about itself.
    func report(_ level: Logger.Level, _ message: String, _ labels: [(key: String, value: String)] = []) {
        var event = AppEvent(level: level, message: message)
        event.labels = labels
        self.append(event)
    }

    /// Reports the counts of call sites that fell silent while records of theirs were left out.
    /// - Parameter all: Those of the others too.
    func reportSilentSites(all: Bool = false) {
        let sites = self.state.withLock { $0.limiter.takeSilentSites(now: SystemClock.monotonic, all: all) }
        for (site, suppressed) in sites {
            var event = AppEvent(level: .notice, message: "records of a call site were left out")
            event.file = PipelineLogHandler.fileName(site.file)
            event.line = site.line
            event.suppressedCount = suppressed
            self.append(event)
        }
    }

    func takeLosses() -> Losses {
        self.state.withLock { state in
            defer { state.losses = Losses() }
            return state.losses
        }
    }

    /// Writes the record that ends the stream and refuses those that come after it.
    /// - Parameter last: Makes the record; its argument is the number the record gets.
    func close(last: (_ sequence: UInt64) -> AppEvent) {
        self.state.withLock { state in
            self.append(AppRecordEncoder(last(state.sequence + 1)), &state)
            state.isClosed = true
        }
    }
}
