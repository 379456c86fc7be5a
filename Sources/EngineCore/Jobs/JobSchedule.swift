/// Says which jobs are due: a function of the times it is told, without a clock.
///
/// A job that was missed, because the process slept or was busy, runs once, not as often as it was missed.
package struct JobSchedule: Sendable {
    /// After 03:00 UTC the books are checked in full: microseconds of the day.
    package static let nightly = 3 * Microseconds.hour

    /// When each job runs next, microseconds.
    private var next: [Job: Int64] = [:]

    /// - Parameter now: All jobs but the nightly one are due at once: who knows how long nothing ran.
    package init(now: Int64) {
        for job in Job.allCases { self.next[job] = job == .allInvariants ? Self.night(after: now) : now }
    }

    /// The jobs that are due, in the order of their declaration; each is then due again after its interval.
    package mutating func due(now: Int64) -> [Job] {
        let due = Job.allCases.filter { self.time(of: $0) <= now }
        for job in due { self.next[job] = Self.interval(of: job).map { now + $0 } ?? Self.night(after: now) }
        return due
    }

    /// When to ask again, microseconds.
    package var nextTime: Int64 { Job.allCases.map { self.time(of: $0) }.min() ?? .max }

    /// The clock was set back: what lies further away than a job's interval is brought near.
    package mutating func clockChanged(now: Int64) {
        for job in Job.allCases {
            let latest = Self.interval(of: job).map { now + $0 } ?? Self.night(after: now)
            self.next[job] = min(self.time(of: job), latest)
        }
    }

    /// Microseconds between two runs; nil: once each night.
    package static func interval(of job: Job) -> Int64? {
        switch job {
        case .holds: Microseconds.second
        case .statements: 2 * Microseconds.second
        case .gauges: 15 * Microseconds.second
        case .releases, .approvals, .invariants: Microseconds.minute
        case .keys: Microseconds.hour
        case .allInvariants: nil
        }
    }

    private func time(of job: Job) -> Int64 { self.next[job] ?? .max }

    private static func night(after now: Int64) -> Int64 {
        let today = now - now % Microseconds.day + Self.nightly
        return today > now ? today : today + Microseconds.day
    }
}
