import Glibc
import Telemetry
import TestKit
import Testing

/// Native buckets, against the rule by which Prometheus' own client sorts a double into them.
@Suite struct NativeHistogramTests {
    private static let seconds = HistogramFamily(
        "test_wait_seconds",
        unit: .seconds,
        buckets: [0.001, 0.25, 1, 3],
        labels: [.configured("route")],
        help: "Waiting."
    )
    private static let bytes = HistogramFamily("test_size_bytes", unit: .bytes, buckets: [100, 4_096], help: "Size.")
    private static let ratio = HistogramFamily("test_share_ratio", unit: .ratio, buckets: [0.1, 1], help: "Share.")

    /// client_golang, `histogram.observe`: a search in the bounds of one power of two.
    private static func index(_ value: Double, schema: Int) -> Int {
        var exponent: Int32 = 0
        let fraction = frexp(value, &exponent)
        let steps = 1 << schema
        let bounds = (0..<steps).map { 0.5 * exp2(Double($0) / Double(steps)) }
        let place = bounds.firstIndex { fraction <= $0.nextUp } ?? steps
        return place + (Int(exponent) - 1) * steps
    }

    private func native(_ registry: MetricRegistry, _ name: String) throws -> DecodedExposition.Native {
        let decoded = try ProtobufDecoder.decode(registry.render(.protobuf, names: [name]))
        return try #require(decoded.natives.values.first)
    }

    private static func seeds() -> [UInt64] { [0, 1, 2, UInt64.random(in: 0 ... .max)] }

    @Test(arguments: seeds()) func everyValueIsInItsBucket(_ seed: UInt64) throws {
        var generator = SeededGenerator(seed: seed)
        for (family, units, shift) in [(Self.seconds, 1e9, 18), (Self.bytes, 1, 24), (Self.ratio, 1e9, 31)] {
            let registry = MetricRegistry(names: NameTable())
            let writer = registry.makeWriter()
            let route = LabelValue.configured(registry.names.intern("/a"))
            let handle = shift == 18 ? writer.histogram(family, route) : writer.histogram(family)
            var expected: [Int: UInt64] = [:]
            for _ in 0..<150 {
                // At least 2^-14 of a ratio; about 10 powers of two, so that no schema has to be given up.
                let value = generator.next() >> UInt64.random(in: UInt64(shift)...UInt64(shift) + 9, using: &generator)
                if shift == 31, value < 61_036 { continue }
                handle.record(value)
                let double = Double(value) / units
                if value > 0 { expected[Self.index(double, schema: 3), default: 0] += 1 }
            }
            let native = try self.native(registry, family.descriptor.name)
            #expect(native.schema == 3)
            #expect(native.buckets == expected, "seed \(seed)")
        }
    }

    /// Powers of two and their neighbours: upper bounds are inclusive.
    @Test func boundariesBelongToTheLowerBucket() throws {
        let registry = MetricRegistry(names: NameTable())
        let handle = registry.makeWriter().histogram(Self.bytes)
        for value: UInt64 in [0, 0, 1, 2, 3, 4, 5, 1_024, 1_025] { handle.record(value) }
        let native = try self.native(registry, "test_size_bytes")
        #expect(native.zeroCount == 2)
        #expect(native.buckets == [0: 1, 8: 1, 13: 1, 16: 1, 19: 1, 80: 1, 81: 1])
    }

    @Test func valuesOutOfRangeAreInTheEdgeBuckets() throws {
        let registry = MetricRegistry(names: NameTable())
        let writer = registry.makeWriter()
        writer.histogram(Self.bytes).record(1 << 41)
        writer.histogram(Self.ratio).record(1)
        #expect(try self.native(registry, "test_size_bytes").buckets == [320: 1])
        #expect(try self.native(registry, "test_share_ratio").buckets == [-112: 1])
    }

    /// More than 160 buckets: pairs are merged, and stay merged.
    @Test func aChildWithManyBucketsIsRenderedOneSchemaLower() throws {
        let registry = MetricRegistry(names: NameTable())
        let writer = registry.makeWriter()
        let (wide, narrow) = (registry.names.intern("wide"), registry.names.intern("narrow"))
        var expected: [Int: UInt64] = [:]
        for step in 0..<240 {
            let value = UInt64(1_000 * exp2(Double(step) / 8))
            writer.histogram(Self.seconds, .configured(wide)).record(value)
            expected[Self.index(Double(value) / 1e9, schema: 2), default: 0] += 1
        }
        writer.histogram(Self.seconds, .configured(narrow)).record(1_000)
        for format in [ExpositionFormat.openMetrics200, .protobuf] {
            let body = registry.render(format, names: ["test_wait_seconds"])
            let decoded =
                try format == .protobuf ? ProtobufDecoder.decode(body) : TextDecoder.decode(body, .openMetrics200)
            for (series, native) in decoded.natives {
                #expect(native.schema == (series.labels["route"] == "wide" ? 2 : 3))
                if series.labels["route"] == "wide" { #expect(native.buckets == expected) }
            }
        }
    }

    @Test func anEmptyHistogramIsStillNative() throws {
        let registry = MetricRegistry(names: NameTable())
        _ = registry.makeWriter().histogram(Self.bytes)
        #expect(try self.native(registry, "test_size_bytes").buckets == [:])
        let text = String(decoding: registry.render(.openMetrics200, names: ["test_size_bytes"]), as: UTF8.self)
        #expect(!text.contains("spans"))
    }
}
