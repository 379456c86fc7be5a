import GatewayCore
import Telemetry
import Testing

@Suite struct PhaseClockTests {
    @Test(arguments: 1...20)
    func phasesAddUpToTheDurationExactly(seed: Int) {
        var random = RandomSource(seed: UInt64(seed))
        var clock = PhaseClock()
        var now = random.next() >> 8
        let start = now
        clock.start(now)
        for _ in 0..<random.below(200) {
            // Now and then the caller passes a time it took earlier.
            let drift = random.below(10) == 0 ? 0 : UInt64(random.below(1_000_000))
            now += drift
            let phase = Phase.allCases[random.below(Phase.count)]
            clock.enter(phase, random.below(10) == 0 ? now - min(now - start, 500) : now)
        }
        now += UInt64(random.below(1_000))
        let duration = clock.finish(now)
        var sum: UInt64 = 0
        for index in 0..<Phase.count { sum += clock.totals[index] }
        #expect(sum == duration, "seed \(seed)")
    }

    @Test func serverTimeLeavesOutWhatTheClientCaused() {
        var clock = PhaseClock()
        clock.start(1_000)
        clock.enter(.read, 1_100)
        clock.enter(.upstream, 1_600)
        clock.enter(.write, 1_900)
        #expect(clock.serverTime(2_500) == 400)
        clock.enter(.relay, 2_500)
        #expect(clock.serverTime(2_600) == 500)
        #expect(clock.finish(2_600) == 1_600)
    }
}
