import GatewayCore
import Telemetry
import Testing

@Suite struct RetryPolicyTests {
    private let policy = RetryPolicy(attempts: 2, budget: 0.2)

    private func failure(_ outcome: Outcome) -> RetryPolicy.Failure {
        .init(
            outcome: outcome,
            attemptsMade: 1,
            isReplayable: true,
            isIdempotent: true,
            activeRetries: 0,
            activeRequests: 10
        )
    }

    @Test(arguments: [Outcome.upstreamConnectFailed, .upstreamConnectTimeout])
    func aFailedConnectIsRetriedForAnyMethod(outcome: Outcome) {
        var failure = self.failure(outcome)
        failure.isIdempotent = false
        #expect(self.policy.decide(failure) == .retry)
    }

    @Test(arguments: [Outcome.upstreamStaleConnection, .upstreamReset])
    func whatMayHaveBeenProcessedIsSentAgainOnlyWhenIdempotent(outcome: Outcome) {
        var failure = self.failure(outcome)
        #expect(self.policy.decide(failure) == .retry)
        failure.isIdempotent = false
        #expect(self.policy.decide(failure) == .fail)
    }

    @Test(arguments: [Outcome.upstreamTimeout, .upstreamProtocolError, .upstreamTruncated, .upstreamPoolTimeout])
    func otherFailuresAreFinal(outcome: Outcome) {
        #expect(self.policy.decide(self.failure(outcome)) == .fail)
    }

    @Test func theLastAttemptIsFinal() {
        var failure = self.failure(.upstreamReset)
        failure.attemptsMade = 2
        #expect(self.policy.decide(failure) == .fail)
    }

    @Test func aBodyThatIsGoneCannotBeSentAgain() {
        var failure = self.failure(.upstreamConnectFailed)
        failure.isReplayable = false
        #expect(self.policy.decide(failure) == .fail)
    }

    @Test func theBudgetIsAShareWithAFloorOfThree() {
        var failure = self.failure(.upstreamReset)
        failure.activeRetries = 2
        #expect(self.policy.decide(failure) == .retry)
        failure.activeRetries = 3
        #expect(self.policy.decide(failure) == .budgetExhausted)
        failure.activeRequests = 100
        failure.activeRetries = 19
        #expect(self.policy.decide(failure) == .retry)
        failure.activeRetries = 20
        #expect(self.policy.decide(failure) == .budgetExhausted)
    }

    @Test func aStaleConnectionCostsNoBudget() {
        var failure = self.failure(.upstreamStaleConnection)
        failure.activeRetries = 1_000
        #expect(self.policy.decide(failure) == .retry)
    }
}
