import NIOCore
import Synchronization

extension LoadThread {
    /// With spin, the loop sleeps until so long before the next arrival.
    private static let spinLead = TimeAmount.microseconds(80)
    /// While spinning, the next turn is due so far ahead: long enough for NIO to see it as not due yet.
    private static let spinStep = TimeAmount.nanoseconds(1_000)
    private static let slowTurn = TimeAmount.milliseconds(10)

    /// Takes up what is due and sleeps, or spins, until the next arrival.
    func pace(at start: NIODeadline) {
        var now = start
        if let since = self.spinningSince {
            // A turn in which nothing arrived was only spent waiting.
            if self.activityCount == self.activityAtSpin { self.spinNanoseconds += (now - since).nanoseconds }
            self.spinningSince = nil
        }
        if now >= self.nextDue {
            self.takeUpDue(at: now)
            now = .now()
        }
        guard self.nextDue != .distantFuture, !self.isStopping else { return self.finishIfDone(at: now) }
        guard self.plan.settings.spins else { return self.schedule(at: self.nextDue, PaceTimer(thread: self)) }
        let wake = self.nextDue - Self.spinLead
        if now < wake {
            self.schedule(at: wake, PaceTimer(thread: self))
        } else {
            self.spinningSince = now
            self.activityAtSpin = self.activityCount
            self.spinGate.hold(until: now + Self.spinStep)
            self.schedule(at: now + Self.spinStep, PaceTimer(thread: self))
        }
    }

    /// The coarse clock: timeouts, resting users, windows, and how late the loop itself is.
    func tick(at now: NIODeadline) {
        guard !self.isFinished else { return }
        let late = now - self.nextTick
        if late > Self.slowTurn, now >= self.windowStart, now < self.windowEnd {
            self.limits.slowTurns += 1
            self.limits.longestTurnNanoseconds = max(self.limits.longestTurnNanoseconds, late.nanoseconds)
        }
        for slot in self.deadlines.indices where self.deadlines[slot] <= now {
            self.deadlines[slot] = .distantFuture
            self.slots[slot]?.timeoutReached(at: now)
        }
        while let first = self.waiting.first, first.takenUp + self.plan.settings.timeout <= now {
            _ = self.waiting.popFirst()
            self.waitTimedOut(first, at: now)
        }
        self.endRests(at: now)
        let elapsed = Int((now - self.origin).nanoseconds / 1_000_000_000)
        if elapsed > self.windowIndex {
            self.publish(isLast: false)
            self.windowIndex = elapsed
        }
        self.finishIfDone(at: now)
        guard !self.isFinished else { return }
        self.nextTick = .now() + self.tickInterval
        self.schedule(at: self.nextTick, TickTimer(thread: self))
    }

    /// Hands the last second's figures to the main thread.
    func publish(isLast: Bool) {
        self.window.inFlight = self.inFlight
        let (window, index) = (self.window, self.windowIndex)
        let (warmup, measured, spin) = (self.warmup.counters, self.measured.counters, self.spinNanoseconds)
        let lateness = self.measured.latencies.lateness.nanoseconds(at: 99)
        self.published.withLock { published in
            published.windows.append((index, window))
            published.warmup = warmup
            published.measured = measured
            published.inFlight = window.inFlight
            published.spinNanoseconds = spin
            published.latenessP99 = lateness
            published.isFinished = isLast
        }
        self.window.reset()
    }
}
