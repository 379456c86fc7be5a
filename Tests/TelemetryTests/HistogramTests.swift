import Telemetry
import TestKit
import Testing

@Suite struct HistogramTests {
    private static let family = HistogramFamily(
        "test_wait_seconds",
        unit: .seconds,
        buckets: [0.0005, 0.001, 0.0025, 1, 10],
        help: "Waiting."
    )
    private let registry = MetricRegistry(names: NameTable())

    private func buckets(_ values: [UInt64]) -> [String?] {
        let histogram = self.registry.makeWriter().histogram(Self.family)
        for value in values { histogram.record(value) }
        let scrape = Scrape(self.registry)
        return ["0.0005", "0.001", "0.0025", "1.0", "10.0", "+Inf"].map {
            scrape["test_wait_seconds_bucket{le=\"\($0)\"}"]
        }
    }

    @Test func upperBoundsAreInclusive() {
        #expect(self.buckets([500_000, 500_001, 1_000_000, 1_000_001]) == ["1", "3", "4", "4", "4", "4"])
    }

    @Test func zeroIsInTheFirstBucket() { #expect(self.buckets([0, 1]) == ["2", "2", "2", "2", "2", "2"]) }

    @Test func whatIsAboveTheLastBoundIsOnlyInInfinity() {
        #expect(self.buckets([10_000_000_000, 10_000_000_001]) == ["0", "0", "0", "0", "1", "2"])
    }

    @Test func sumIsExactAndCountEqualsInfinity() {
        _ = self.buckets([1, 2, 1_500_000_000])
        let scrape = Scrape(self.registry)
        #expect(scrape["test_wait_seconds_sum"] == "1.500000003")
        #expect(scrape["test_wait_seconds_count"] == "3")
    }

    @Test func aValueOverTheRangeCountsAsTheLargestInRange() {
        let ceiling: UInt64 = 131_072_000_000_000
        #expect(self.buckets([ceiling, ceiling + 1]).last == "2")
        let scrape = Scrape(self.registry)
        #expect(scrape["test_wait_seconds_sum"] == "262144")
        #expect(scrape["metrics_values_clamped_total{family=\"test_wait_seconds\"}"] == "1")
    }

    @Test func aNegativeValueIsNotCountedAsAnObservation() {
        let earlier: UInt64 = 5
        #expect(self.buckets([earlier &- 6, .max, UInt64(Int64.max) + 1]).last == "0")
        let scrape = Scrape(self.registry)
        #expect(scrape["test_wait_seconds_sum"] == "0")
        #expect(scrape["metrics_values_clamped_total{family=\"test_wait_seconds\"}"] == "3")
    }

    /// Every declared bound, one below and one above, and random values, against a plain search.
    @Test(arguments: Families.all.filter { $0.kind == .histogram })
    func everyValueFallsIntoTheFirstBucketThatHoldsIt(_ descriptor: FamilyDescriptor) throws {
        let bounds = try #require(descriptor.layout?.bounds)
        let family = HistogramFamily(
            "test_any_\(descriptor.unit.rawValue)",
            unit: descriptor.unit,
            buckets: bounds,
            help: ""
        )
        let scale = descriptor.unit == .seconds ? 1e9 : 1
        let limits = bounds.map { UInt64(($0 * scale).rounded()) }
        var generator = SeededGenerator(seed: 1)
        var values: [UInt64] = limits.flatMap { [$0 - 1, $0, $0 + 1] as [UInt64] }
        for _ in 0..<2_000 { values.append(generator.next() >> UInt64.random(in: 30...63, using: &generator)) }
        let histogram = self.registry.makeWriter().histogram(family)
        for value in values { histogram.record(value) }
        let counts = Scrape(self.registry).samples(of: "test_any_").filter { $0.key.contains("_bucket") }
        let expected = limits.map { limit in values.count { $0 <= limit } } + [values.count]
        #expect(counts.values.compactMap { Int($0) }.sorted() == expected)
    }

    @Test func handlesAreTrivialAndSmall() {
        #expect(MemoryLayout<Histogram>.size == 16)
        #expect(MemoryLayout<Counter>.size == 8)
        #expect(MemoryLayout<Gauge>.size == 8)
    }
}
