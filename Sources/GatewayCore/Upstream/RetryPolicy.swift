package import Telemetry

/// Whether a failed attempt is tried again: pure.
///
/// The rule that matters most: what may have been processed is sent again only when that is harmless (RFC 9110 section
/// 9.2.2), and retries together stay within a budget, so that a sick upstream is not finished off by its clients.
package struct RetryPolicy {
    /// Attempts in all.
    package var attempts: Int
    /// Share of the active requests that may be retries.
    package var budget: Double
    /// Retries that are always allowed, however few requests are active.
    package static let floor = 3

    package init(attempts: Int, budget: Double) {
        self.attempts = attempts
        self.budget = budget
    }

    /// What is to be done after a failure.
    package enum Decision: Equatable {
        case retry
        /// The failure is final.
        case fail
        /// Would be retried, but the budget is used up.
        case budgetExhausted
    }

    /// The facts of a failed attempt.
    package struct Failure {
        package var outcome: Outcome
        package var attemptsMade: Int
        /// Whether the request can be sent again from its first byte.
        package var isReplayable: Bool
        /// Idempotent by method, or by an Idempotency-Key.
        package var isIdempotent: Bool
        package var activeRetries: Int
        package var activeRequests: Int

        package init(
            outcome: Outcome,
            attemptsMade: Int,
            isReplayable: Bool,
            isIdempotent: Bool,
            activeRetries: Int,
            activeRequests: Int
        ) {
            self.outcome = outcome
            self.attemptsMade = attemptsMade
            self.isReplayable = isReplayable
            self.isIdempotent = isIdempotent
            self.activeRetries = activeRetries
            self.activeRequests = activeRequests
        }
    }

    package func decide(_ failure: Failure) -> Decision {
        guard failure.attemptsMade < self.attempts, failure.isReplayable else { return .fail }
        switch failure.outcome {
        case .upstreamConnectFailed, .upstreamConnectTimeout:
            break  // Nothing was sent, so any method may be tried elsewhere.
        case .upstreamStaleConnection, .upstreamReset:
            guard failure.isIdempotent else { return .fail }
        default:
            return .fail
        }
        // A stale connection says nothing about the upstream's health: it costs an attempt, but no budget.
        if failure.outcome == .upstreamStaleConnection { return .retry }
        let share = Int(Double(failure.activeRequests) * self.budget)
        return failure.activeRetries < max(share, Self.floor) ? .retry : .budgetExhausted
    }
}
