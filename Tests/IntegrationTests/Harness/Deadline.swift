import Foundation

/// A moment on the monotonic clock up to which something is waited for: no call of the harness waits without one.
struct Deadline: Sendable {
    /// How long an answer may take that has no reason to be late: long, because the machine may be busy.
    static let ordinary = 20.0

    private let nanoseconds: UInt64

    init(_ seconds: Double = Deadline.ordinary) { self.nanoseconds = Self.now() + UInt64(seconds * 1e9) }

    var hasPassed: Bool { Self.now() >= self.nanoseconds }

    /// For `poll`: at least 1 while there is time, 0 afterwards.
    var milliseconds: Int32 {
        let now = Self.now()
        return now >= self.nanoseconds ? 0 : Int32(min((self.nanoseconds - now) / 1_000_000 + 1, 3_600_000))
    }

    /// Nanoseconds of the monotonic clock.
    static func now() -> UInt64 {
        var time = timespec()
        clock_gettime(CLOCK_MONOTONIC, &time)
        return UInt64(time.tv_sec) * 1_000_000_000 + UInt64(time.tv_nsec)
    }

    /// Asks again and again until the answer is there, and throws a `HarnessError` when the time is over.
    ///
    /// `what` says what is waited for, as a clause; the body returns nil as long as it is not there.
    static func wait<Value>(
        for what: @autoclosure () -> String,
        within seconds: Double = Deadline.ordinary,
        _ body: () throws -> Value?
    ) throws -> Value {
        let deadline = Deadline(seconds)
        while true {
            if let value = try body() { return value }
            if deadline.hasPassed { throw HarnessError("after \(seconds) s not yet: \(what())") }
            usleep(2_000)
        }
    }
}
