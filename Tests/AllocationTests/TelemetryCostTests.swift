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

    /// 400 histograms with 20 sample lines in the text format, recorded by two writers, and 2 000 counters.
    @Test(arguments: ExpositionFormat.allCases)
    func aScrapeOf10000SeriesTakesAtMost5Milliseconds(_ format: ExpositionFormat) {
        let registry = MetricRegistry(names: NameTable())
        let writers = [registry.makeWriter(), registry.makeWriter()]
        for index in 0..<400 {
            let route = LabelValue.configured(registry.names.intern("/v1/orders/\(index)/{id}"))
            for writer in writers {
                let handle = writer.histogram(
                    Families.httpServerRequestDuration,
                    route,
                    .closed(MethodLabel.get),
                    .status(200),
                    .closed(SchemeLabel.http),
                    .closed(ProtocolVersionLabel.http11),
                    .none
                )
                for value in Self.durations { handle.record(value) }
                for who in Who.allCases.prefix(5) {
                    writer.counter(Families.gatewayRouteRequests, route, .closed(who)).add()
                }
            }
        }
        let bytes = registry.render(format).count
        let clock = ContinuousClock()
        let best = (0..<30).map { _ in clock.measure { _ = registry.render(format) } }.min() ?? .zero
        let milliseconds = Double(best.components.attoseconds) / 1e15
        print("milliseconds for 10 000 series as \(format): \(milliseconds), \(bytes) bytes")
        #expect(milliseconds <= 5)
    }
}
