import Telemetry
import TestKit
import Testing

/// What recording costs: the bars of telemetry.md section 11, the best of many short rounds.
@Suite(.serialized) struct TelemetryCostTests {
    private static let rounds = 200

    /// Durations from 30 µs to 2 s, as requests have.
    private static let durations: [UInt64] = {
        var state: UInt64 = 1
        return (0..<1_024).map { _ in
            state = state &* 6_364_136_223_846_793_005 &+ 1_442_695_040_888_963_407
            return (32_768 << ((state >> 32) % 16)) + (state >> 49)
        }
    }()

    /// Nanoseconds of one of `count` steps, in the fastest round.
    private func nanoseconds(_ count: Int, _ round: () -> Void) -> Double {
        let clock = ContinuousClock()
        let best = (0..<Self.rounds).map { _ in clock.measure(round) }.min() ?? .zero
        return Double(best.components.attoseconds) / 1e9 / Double(count)
    }

    @Test func aHistogramTakesAtMost15NanosecondsAndAllocatesNothing() {
        let registry = MetricRegistry(names: NameTable())
        let handle = registry.makeWriter().histogram(Families.logPipelineHandoff)
        let count = allocations { for value in Self.durations { handle.record(value) } }
        #expect(count == 0)
        let cost = self.nanoseconds(1_024) { for value in Self.durations { handle.record(value) } }
        print("nanoseconds per histogram record: \(cost)")
        #expect(cost <= 15)
    }

    @Test func aCounterTakesAtMost3NanosecondsAndAllocatesNothing() {
        let registry = MetricRegistry(names: NameTable())
        let handle = registry.makeWriter().counter(Families.gatewayConnectionsOpened)
        let count = allocations { for value in Self.durations { handle.add(value) } }
        #expect(count == 0)
        let cost = self.nanoseconds(1_024) { for value in Self.durations { handle.add(value) } }
        print("nanoseconds per counter addition: \(cost)")
        #expect(cost <= 3)
    }
}
