import Glibc
import Telemetry
import TestKit
import Testing

/// All formats say the same: each is decoded and compared (telemetry.md section 11).
@Suite(.timeLimit(.minutes(15))) struct FormatEqualityTests {
    private static let names = Set(Families.all.map(\.name).filter { !$0.hasPrefix("metrics_") })
    private static let pieces = [
        "\"", "\\", "\n", "\r", "\0", "a", "é", "订", "📦", "{", "}", ",", "=", " ", "#", "\u{FEFF}", "le", "\u{2028}",
        String(decoding: [0xFF, 0xC3, 0x28], as: UTF8.self), "x\"} 1\n",
    ]

    private static func seeds() -> [UInt64] { (0..<8).map { $0 } + [UInt64.random(in: 0 ... .max)] }

    private struct Decoded {
        var text: DecodedExposition
        var openMetrics1: DecodedExposition
        var openMetrics2: DecodedExposition
        var protobuf: DecodedExposition

        init(_ registry: MetricRegistry, _ names: Set<String>) throws {
            self.text = try TextDecoder.decode(registry.render(.text004, names: names), .text004)
            self.openMetrics1 = try TextDecoder.decode(registry.render(.openMetrics100, names: names), .openMetrics100)
            self.openMetrics2 = try TextDecoder.decode(registry.render(.openMetrics200, names: names), .openMetrics200)
            self.protobuf = try ProtobufDecoder.decode(registry.render(.protobuf, names: names))
        }

        func check(_ comment: Comment) {
            #expect(self.openMetrics1.values == self.text.values, comment)
            #expect(self.openMetrics2.values == self.text.values, comment)
            #expect(self.protobuf.values == self.text.values, comment)
            #expect(self.openMetrics2.natives == self.protobuf.natives, comment)
            #expect(self.openMetrics2.starts == self.protobuf.starts, comment)
            #expect(self.text.exemplars.isEmpty, comment)
            #expect(self.openMetrics2.exemplars == self.openMetrics1.exemplars, comment)
            #expect(self.protobuf.exemplars == self.openMetrics1.exemplars, comment)
            #expect(self.openMetrics2.help == self.text.help && self.protobuf.help == self.text.help, comment)
            #expect(self.protobuf.types == self.text.types, comment)
            #expect(self.openMetrics2.units == self.protobuf.units, comment)
            #expect(self.openMetrics1.types.count == self.text.types.count, comment)
            for (series, native) in self.openMetrics2.natives {
                guard case .histogram(let count, _, _) = self.text.values[series] else {
                    Issue.record("\(series) is no histogram")
                    continue
                }
                #expect(native.buckets.values.reduce(native.zeroCount, +) == count, comment)
                #expect(native.zeroThreshold == 0x1p-128)
            }
        }
    }

    private static func label(_ registry: MetricRegistry, _ generator: inout SeededGenerator) -> LabelValue {
        let count = Int.random(in: 0..<6, using: &generator)
        let text = (0..<count).map { _ in pieces.randomElement(using: &generator) ?? "" }.joined()
        return .configured(registry.names.intern(text))
    }

    private static func value(_ generator: inout SeededGenerator) -> UInt64 {
        generator.next() >> UInt64.random(in: 0...64, using: &generator)
    }

    private static func step(_ registry: MetricRegistry, _ writer: MetricWriter, _ generator: inout SeededGenerator) {
        let label = self.label(registry, &generator)
        let get = LabelValue.closed(MethodLabel.get)
        switch generator.next() % 6 {
        case 0: writer.counter(Families.gatewayRouteRequests, label, .closed(Who.none)).add(self.value(&generator))
        case 1: registry.set(Families.processCPU, to: self.value(&generator))
        case 2:
            let value = Double(bitPattern: generator.next())
            registry.set(Families.gatewayUpstreamUp, label, to: value.isNaN ? -.infinity : value)
        case 3:
            let histogram = writer.histogram(
                Families.httpServerRequestDuration,
                label,
                get,
                .status(200),
                .none,
                .none,
                .none
            )
            for _ in 0..<20 {
                let value = self.value(&generator)
                histogram.record(value)
                self.store(value, histogram, registry, &generator)
            }
        case 4: writer.histogram(Families.httpServerRequestBodySize, label, get).record(self.value(&generator))
        default: _ = writer.histogram(Families.logPipelineRender, .closed(StreamLabel.access))
        }
    }

    /// As a kept trace does it.
    private static func store(
        _ value: UInt64,
        _ histogram: Histogram,
        _ registry: MetricRegistry,
        _ generator: inout SeededGenerator
    ) {
        guard let slot = histogram.exemplarSlot(of: value) else { return }
        let exemplar = Exemplar(
            traceIDHigh: generator.next(),
            traceIDLow: generator.next(),
            spanID: generator.next(),
            value: value,
            wallNanoseconds: Int64.random(in: 0...2_000_000_000_000_000_000, using: &generator)
        )
        registry.exemplars.store(exemplar, series: slot.series, bucket: slot.bucket)
    }

    @Test(arguments: seeds()) func fourFormatsDecodeToEqualValues(_ seed: UInt64) throws {
        var generator = SeededGenerator(seed: seed)
        let registry = MetricRegistry(names: NameTable())
        let writers = [registry.makeWriter(), registry.makeWriter()]
        registry.setInfo(Families.gatewayBuildInfo, ["1.0\"", "a\\b\n", "6.3.1"])
        for step in 0..<300 { Self.step(registry, writers[step % 2], &generator) }
        let decoded = try Decoded(registry, Self.names)
        decoded.check("seed \(seed)")
        #expect(!decoded.openMetrics1.exemplars.isEmpty)
    }

    @Test func everyFamilyDecodesEqual() throws {
        let registry = EveryFamily().registry
        // A scrape changes what the registry says about itself.
        let decoded = try Decoded(registry, Self.names)
        decoded.check("every family")
        #expect(Set(decoded.protobuf.types.keys) == Self.names)
        for family in Families.all where Self.names.contains(family.name) {
            #expect(decoded.protobuf.help[family.name] == family.help)
            #expect(decoded.protobuf.units[family.name] ?? "" == family.unit.rawValue)
            #expect(decoded.openMetrics2.types[family.name] == family.kind.rawValue)
        }
    }
}
