import Glibc

/// Something a thread inside a ``Monitor`` can wait for; the monitor is open to others meanwhile.
///
/// Deadlines are on the monotonic clock, so setting the wall clock wakes nobody early or late. Waits may end without
/// reason: the caller looks at its state again.
final class MonitorCondition: @unchecked Sendable {  // the pointer never changes; what it points to is made for sharing
    private let monitor: Monitor
    private let condition: UnsafeMutablePointer<pthread_cond_t>
    private let number: Int

    init(_ monitor: Monitor) {
        self.monitor = monitor
        self.condition = .allocate(capacity: 1)
        self.condition.initialize(to: pthread_cond_t())
        var attributes = pthread_condattr_t()
        pthread_condattr_init(&attributes)
        pthread_condattr_setclock(&attributes, CLOCK_MONOTONIC)
        let result = pthread_cond_init(self.condition, &attributes)
        precondition(result == 0, "pthread_cond_init: \(result)")
        pthread_condattr_destroy(&attributes)
        self.number = monitor.add(self.condition)
    }

    deinit {
        pthread_cond_destroy(self.condition)
        self.condition.deallocate()
    }

    /// Waits for a signal.
    ///
    /// - Important: Inside the monitor.
    /// - Parameter deadline: Nanoseconds of ``SystemClock/monotonic``; nil waits without end.
    /// - Returns: False when the deadline has passed.
    @discardableResult
    func wait(until deadline: UInt64? = nil) -> Bool {
        self.monitor.wakeSignalled()
        guard let deadline else { return pthread_cond_wait(self.condition, self.monitor.mutex) == 0 }
        var time = timespec(tv_sec: Int(deadline / 1_000_000_000), tv_nsec: Int(deadline % 1_000_000_000))
        return pthread_cond_timedwait(self.condition, self.monitor.mutex, &time) == 0
    }

    /// Wakes those who wait; they go on when the monitor is free.
    ///
    /// - Important: Inside the monitor.
    func signal() { self.monitor.signal(self.number) }
}
