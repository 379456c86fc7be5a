package import NIOCore

/// One thread's walk over a schedule: thread `t` of `n` takes the arrivals `t`, `t + n`, `t + 2n` and so on.
package struct ArrivalCursor: Sendable {
    private let schedule: ArrivalSchedule
    private let step: Int
    private let end: Int
    private let firstMeasured: Int
    /// The next arrival's number.
    package private(set) var index: Int
    /// The next arrival's intended start, since the origin; nil when the walk is over.
    package private(set) var next: TimeAmount?

    /// - Parameters:
    ///   - schedule: What all threads share.
    ///   - thread: This thread's number, from 0.
    ///   - threads: How many threads share the schedule.
    ///   - firstMeasured: The first arrival after the warm-up.
    ///   - end: The arrival after the last one.
    package init(schedule: ArrivalSchedule, thread: Int, of threads: Int, firstMeasured: Int, end: Int) {
        self.schedule = schedule
        self.step = threads
        self.end = end
        self.firstMeasured = firstMeasured
        self.index = thread
        self.next = thread < end ? schedule.time(of: thread) : nil
    }

    /// True when the next arrival belongs to the measured part.
    package var isMeasured: Bool { self.index >= self.firstMeasured }

    /// Goes on to the thread's next arrival.
    package mutating func advance() {
        self.index += self.step
        self.next = self.index < self.end ? self.schedule.time(of: self.index) : nil
    }

    /// Gives up the arrivals that are meant to start before a moment, and those after them as not planned.
    ///
    /// - Parameter limit: Time since the origin; nil gives all of them up.
    /// - Returns: How many of the warm-up and of the measured part are given up.
    package mutating func abandon(before limit: TimeAmount?) -> (warmup: Int, measured: Int) {
        var abandoned = (warmup: 0, measured: 0)
        while let time = self.next, limit.map({ time < $0 }) ?? true {
            if self.isMeasured { abandoned.measured += 1 } else { abandoned.warmup += 1 }
            self.advance()
        }
        self.next = nil
        return abandoned
    }
}
