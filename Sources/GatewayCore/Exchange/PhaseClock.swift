package import Telemetry

/// The time of one request, divided among phases so that they add up to its duration exactly (telemetry.md section 4).
///
/// Exactly one phase is open from `start` to `finish`; a switch adds the time since the last switch to the phase it
/// leaves. Integer nanoseconds, so there is no residual.
package struct PhaseClock {
    /// The open phase.
    package private(set) var phase = Phase.parse
    /// When the request's first byte came.
    package private(set) var started: UInt64 = 0
    private var since: UInt64 = 0
    /// Nanoseconds per phase, indexed by `rawValue`.
    package private(set) var totals = InlineArray<14, UInt64>(repeating: 0)

    package init() {}

    /// Begins a request in `parse`.
    package mutating func start(_ now: UInt64) {
        self.phase = .parse
        self.started = now
        self.since = now
        self.totals = InlineArray(repeating: 0)
    }

    /// Leaves the open phase for another.
    ///
    /// A time before the last switch counts as the last switch.
    package mutating func enter(_ phase: Phase, _ now: UInt64) {
        let time = max(now, self.since)
        self.totals[Int(self.phase.rawValue)] &+= time &- self.since
        self.since = time
        self.phase = phase
    }

    /// Closes the open phase.
    /// - Returns: The duration, which is the sum of `totals`.
    package mutating func finish(_ now: UInt64) -> UInt64 {
        self.enter(self.phase, now)
        return self.since &- self.started
    }

    /// Time so far that the client did not cause: all but `read` and `write`.
    package func serverTime(_ now: UInt64) -> UInt64 {
        let read = self.totals[Int(Phase.read.rawValue)]
        let write = self.totals[Int(Phase.write.rawValue)]
        let open = self.phase == .read || self.phase == .write ? max(now, self.since) &- self.since : 0
        return max(now, self.since) &- self.started &- read &- write &- open
    }
}
