import Telemetry
import TestKit
import Testing

/// Recording allocates nothing; how long it takes, `scripts/bench telemetry` measures.
@Suite(.serialized) struct RecordingAllocationTests {
    /// Durations from 30 µs to 2 s, as requests have.
    private static let durations: [UInt64] = {
        var state: UInt64 = 1
        return (0..<1_024).map { _ in
            state = state &* 6_364_136_223_846_793_005 &+ 1_442_695_040_888_963_407
            return (32_768 << ((state >> 32) % 16)) + (state >> 49)
        }
    }()

    @Test func aHistogramAllocatesNothing() {
        let registry = MetricRegistry(names: NameTable())
        let handle = registry.makeWriter().histogram(Families.logPipelineHandoff)
        let count = allocations { for value in Self.durations { handle.record(value) } }
        #expect(count == 0)
    }

    @Test func aCounterAllocatesNothing() {
        let registry = MetricRegistry(names: NameTable())
        let handle = registry.makeWriter().counter(Families.gatewayConnectionsOpened)
        let count = allocations { for value in Self.durations { handle.add(value) } }
        #expect(count == 0)
    }
}
