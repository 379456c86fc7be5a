import GatewayCore
import Testing

@Suite struct TargetHealthTests {
    @Test func theFifthErrorInARowAsksForEjection() {
        let health = TargetHealth(address: "127.0.0.1:1")
        for _ in 0..<4 { #expect(!health.attemptEnded(isError: true, limit: 5)) }
        #expect(health.attemptEnded(isError: true, limit: 5))
        health.eject(until: 100)
        #expect(!health.isAvailable(99))
        #expect(health.isAvailable(100))
    }

    @Test func aSuccessStartsTheCountAnew() {
        let health = TargetHealth(address: "127.0.0.1:1")
        for _ in 0..<4 { _ = health.attemptEnded(isError: true, limit: 5) }
        #expect(!health.attemptEnded(isError: false, limit: 5))
        for _ in 0..<4 { #expect(!health.attemptEnded(isError: true, limit: 5)) }
    }

    @Test func twoFailedChecksMakeItUnhealthyAndOneGoodOneHealthy() {
        let health = TargetHealth(address: "127.0.0.1:1")
        #expect(!health.checkEnded(isHealthy: false))
        #expect(health.isAvailable(0))
        #expect(health.checkEnded(isHealthy: false))
        #expect(!health.isAvailable(0))
        #expect(!health.checkEnded(isHealthy: false))
        #expect(health.checkEnded(isHealthy: true))
        #expect(health.isAvailable(0))
    }

    @Test(arguments: [(0, 1, false), (0, 2, true), (1, 2, false), (1, 4, true), (2, 4, false)])
    func ejectionStopsAtItsShare(ejected: Int, count: Int, isAllowed: Bool) {
        #expect(EjectionShare.allowsOneMore(ejected: ejected, count: count, maxShare: 0.5) == isAllowed)
    }
}
