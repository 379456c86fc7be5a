import Synchronization

/// The health of one target, shared by all shards: a few atomics, so that reading it costs a load.
package final class TargetHealth: Sendable {
    /// Failed active checks in a row that make a target unhealthy.
    package static let checkFailures = 2

    package let address: String
    private let consecutiveErrors = Atomic<Int>(0)
    /// Monotonic nanoseconds; in the past: not ejected.
    private let ejectedUntil = Atomic<UInt64>(0)
    private let failedChecks = Atomic<Int>(0)

    package init(address: String) { self.address = address }

    /// Whether an attempt may go there.
    package func isAvailable(_ now: UInt64) -> Bool {
        self.failedChecks.load(ordering: .relaxed) < Self.checkFailures && !self.isEjected(now)
    }

    /// Whether outlier ejection holds it out at the moment.
    package func isEjected(_ now: UInt64) -> Bool { self.ejectedUntil.load(ordering: .relaxed) > now }

    /// Whether active checks call it unhealthy.
    package var failsChecks: Bool { self.failedChecks.load(ordering: .relaxed) >= Self.checkFailures }

    /// Notes how an attempt ended.
    /// - Returns: True when the target has now failed `limit` times in a row and should be ejected.
    package func attemptEnded(isError: Bool, limit: Int) -> Bool {
        if !isError {
            // A load first: the usual case must not write to a line that all shards read.
            if self.consecutiveErrors.load(ordering: .relaxed) != 0 {
                self.consecutiveErrors.store(0, ordering: .relaxed)
            }
            return false
        }
        let errors = self.consecutiveErrors.wrappingAdd(1, ordering: .relaxed).newValue
        return errors >= limit
    }

    /// Leaves the target out until a time; its count starts anew.
    package func eject(until deadline: UInt64) {
        self.consecutiveErrors.store(0, ordering: .relaxed)
        self.ejectedUntil.store(deadline, ordering: .relaxed)
    }

    /// Starts from "healthy" again: the check has changed, or there is none any more.
    package func forgetChecks() { self.failedChecks.store(0, ordering: .relaxed) }

    /// Notes an active check.
    /// - Returns: True when this result changed the state.
    package func checkEnded(isHealthy: Bool) -> Bool {
        let before = self.failedChecks.load(ordering: .relaxed)
        let after = isHealthy ? 0 : min(before + 1, Self.checkFailures)
        self.failedChecks.store(after, ordering: .relaxed)
        return (before >= Self.checkFailures) != (after >= Self.checkFailures)
    }
}

/// How many targets may be ejected: never more than the configured share.
package enum EjectionShare {
    /// - Returns: Whether one more of `count` targets may go, when `ejected` of them are out already.
    package static func allowsOneMore(ejected: Int, count: Int, maxShare: Double) -> Bool {
        Double(ejected + 1) <= Double(count) * maxShare
    }
}
