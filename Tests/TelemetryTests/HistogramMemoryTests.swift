import Telemetry
import TestKit
import Testing

/// Blocks of cells: made on first use, by the recording thread, within the registry's memory.
@Suite struct HistogramMemoryTests {
    private static let family = HistogramFamily(
        "test_wait_seconds",
        unit: .seconds,
        buckets: Array(stride(from: 0.001, through: 0.05, by: 0.001)),
        labels: [.configured("route")],
        help: "Waiting."
    )

    private func label(_ registry: MetricRegistry, _ name: String) -> LabelValue {
        .configured(registry.names.intern(name))
    }

    private func bytes(_ registry: MetricRegistry) -> UInt64 { Scrape(registry).total(of: "metrics_registry_bytes") }

    @Test func blocksAreMadeWhenAValueFallsIntoThem() {
        let registry = MetricRegistry(names: NameTable())
        let writer = registry.makeWriter()
        _ = self.bytes(registry)
        let handle = writer.histogram(Self.family, self.label(registry, "/a"))
        let before = self.bytes(registry)
        for _ in 0..<1_000 { handle.record(5_000_000) }
        #expect(self.bytes(registry) - before == 32 * 256, "one chunk of blocks")
        for power in 0..<47 { handle.record(1 << UInt64(power)) }
        #expect(self.bytes(registry) - before == 32 * 256, "all blocks of one child fit into it")
    }

    /// Every value of the second run falls into a block that the first one made.
    @Test func recordingAllocatesNothingOnceTheBlocksAreThere() {
        let registry = MetricRegistry(names: NameTable())
        let handle = registry.makeWriter().histogram(Self.family, self.label(registry, "/a"))
        let count = allocations {
            for power in 0..<64 { handle.record(1 << UInt64(power)) }
        }
        #expect(count == 0)
    }

    /// More label sets and values than 160 KiB have blocks for.
    @Test func withoutMemoryForABlockTheClassicBucketIsStillExact() {
        var limits = RegistryLimits()
        limits.bytes = 160 * 1_024
        let registry = MetricRegistry(names: NameTable(), limits: limits)
        let writer = registry.makeWriter()
        var generator = SeededGenerator(seed: 5)
        var expected: [String: [UInt64]] = [:]
        for index in 0..<200 {
            let label = self.label(registry, "/\(index % 20)")
            let handle = writer.histogram(Self.family, label)
            for _ in 0..<50 {
                let value = generator.next() >> UInt64.random(in: 17...60, using: &generator)
                handle.record(value)
                expected["/\(index % 20)", default: []].append(value)
            }
        }
        let scrape = Scrape(registry)
        #expect(scrape.total(of: "metrics_registry_bytes") <= 160 * 1_024)
        for (route, values) in expected {
            let name = "test_wait_seconds"
            #expect(scrape["\(name)_count{route=\"\(route)\"}"] == "\(values.count)")
            #expect(scrape["\(name)_bucket{route=\"\(route)\",le=\"+Inf\"}"] == "\(values.count)")
            for milliseconds in [1, 2, 5, 20, 50] as [UInt64] {
                let le = Double(milliseconds) / 1_000
                let below = values.count { $0 <= milliseconds * 1_000_000 }
                #expect(scrape["\(name)_bucket{route=\"\(route)\",le=\"\(le)\"}"] == "\(below)")
            }
        }
    }

    @Test func aRatioIsRecordedInBillionths() {
        let family = HistogramFamily("test_share_ratio", unit: .ratio, buckets: [0.01, 0.1, 1], help: "Share.")
        let registry = MetricRegistry(names: NameTable())
        let handle = registry.makeWriter().histogram(family)
        // In range are 0 and 2^-14 to 2^4.
        for value: UInt64 in [0, 10_000_000, 10_000_001, 500_000_000, 16_000_000_000, 16_000_000_001, 1] {
            handle.record(value)
        }
        let scrape = Scrape(registry)
        #expect(scrape["test_share_ratio_bucket{le=\"0.01\"}"] == "3")
        #expect(scrape["test_share_ratio_bucket{le=\"0.1\"}"] == "4")
        #expect(scrape["test_share_ratio_bucket{le=\"1.0\"}"] == "5")
        #expect(scrape["test_share_ratio_count"] == "7")
        #expect(scrape["metrics_values_clamped_total{family=\"test_share_ratio\"}"] == "2")
    }

    @Test(arguments: Families.all.filter { $0.kind == .histogram })
    func atMostThreeComparesFindTheCell(_ descriptor: FamilyDescriptor) throws {
        let layout = try #require(descriptor.layout)
        #expect(layout.mostCompares <= 3)
        #expect(layout.bucketCellCount <= 416, "13 blocks")
    }
}
