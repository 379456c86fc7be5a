import Telemetry
import TestKit
import Testing

/// Recording under a label from outside allocates nothing, whether the value has series or goes through the sketch.
@Suite struct OpenLabelAllocationTests {
    private static let requests = CounterFamily(
        "test_requests_total",
        labels: [.open("consumer", top: 100), .closed("who", Who.self)],
        limit: 800,
        help: "Requests."
    )

    /// Debug builds allocate for each closure.
    private static let isOptimized: Bool = {
        var result = true
        assert(
            {
                result = false
                return true
            }()
        )
        return result
    }()

    @Test(.enabled(if: isOptimized), arguments: [true, false]) func anAdditionAllocatesNothing(_ hasSeries: Bool) {
        let registry = MetricRegistry(names: NameTable())
        let counters = registry.makeWriter().openCounters(Self.requests, variants: [.closed(Who.none)])
        let values = (0..<1_024).map { Array("consumer-\(hasSeries ? $0 % 64 : $0)".utf8) }
        for value in values { value.withUnsafeBytes { counters.add($0) } }
        if hasSeries { registry.governNow() }
        let count = allocations { for value in values { value.withUnsafeBytes { counters.add($0) } } }
        #expect(count == 0)
    }
}
