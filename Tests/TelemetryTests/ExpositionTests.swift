import TestKit
import Telemetry
import Testing

@Suite struct ExpositionTests {
    private static let nasty: [(name: String, text: String)] = [
        ("quote", "a\"b"), ("backslash", "a\\b\\"), ("newline", "a\nb"), ("forged", "x\"} 1\nforged_total{y=\"z"),
        ("nul", "a\0b"), ("return", "a\r\nb\rc"), ("tab", "a\tb"),
        ("broken", String(decoding: [0x61, 0xFF, 0xC3], as: UTF8.self)),
        ("braces", "{a=b,c}"), ("chinese", "订单 📦"), ("separator", "a\u{2028}b"),
    ]

    /// A registry with something of every kind, in an order that is not that of the names.
    private static func filled() -> MetricRegistry {
        let registry = MetricRegistry(names: NameTable(), now: { 1_772_366_400_123 })
        let writer = registry.makeWriter()
        let route = LabelValue.configured(registry.names.intern("/v1/orders/{id}"))
        writer.counter(Families.gatewayRouteRequests, route, .closed(Who.none)).add(41)
        writer.counter(Families.gatewayRouteRequests, route, .closed(Who.upstream)).add(1)
        let histogram = writer.histogram(
            Families.httpServerRequestDuration,
            route,
            .closed(MethodLabel.get),
            .status(200),
            .closed(SchemeLabel.http),
            .closed(ProtocolVersionLabel.http11),
            .closed(Outcome.success)
        )
        for value: UInt64 in [400_000, 500_000, 12_400_000, 20_000_000_000] { histogram.record(value) }
        writer.histogram(Families.httpServerResponseBodySize, route, .closed(MethodLabel.get)).record(431)
        writer.histogram(Families.logPipelineHandoff).record(60)
        writer.gauge(Families.gatewayConnections, .closed(ConnectionStateLabel.idle)).add(3)
        registry.set(Families.processCPU, to: 12_345_678_901)
        registry.set(Families.processResidentMemory, to: 52_428_800)
        registry.set(Families.nioEventloopBusyRatio, .index(0), to: 0.0625)
        registry.setInfo(Families.gatewayBuildInfo, ["1.0.0", "abc\"def", "6.3.1"])
        return registry
    }

    /// The golden text is without what the registry says about itself, which depends on time and memory.
    private static func text(_ format: ExpositionFormat) -> String {
        let names = Families.all.map(\.name).filter { !$0.hasPrefix("metrics_") }
        return String(decoding: self.filled().render(format, names: Set(names)), as: UTF8.self)
    }

    @Test func textIsAsItAlwaysWas() { expectGolden(Self.text(.text004), "exposition.text004.txt") }

    @Test func openMetricsIsAsItAlwaysWas() {
        expectGolden(Self.text(.openMetrics100), "exposition.openmetrics100.txt")
    }

    @Test func openMetrics2IsAsItAlwaysWas() {
        expectGolden(Self.text(.openMetrics200), "exposition.openmetrics200.txt")
    }

    @Test(arguments: [ExpositionFormat.text004, .openMetrics100, .openMetrics200])
    func familiesAreSortedAndNeverInterleaved(_ format: ExpositionFormat) {
        let types = Scrape(Self.filled(), format).lines.filter { $0.hasPrefix("# TYPE ") }
        let names = types.map { $0.split(separator: " ")[2] }
        #expect(names == names.sorted() && Set(names).count == names.count)
    }

    @Test func openMetricsEndsWithItsMarkAndTextDoesNot() {
        #expect(Scrape(Self.filled(), .openMetrics100).lines.last == "# EOF")
        #expect(MetricRegistry(names: NameTable()).render(.openMetrics100).suffix(6) == Array("# EOF\n".utf8))
        #expect(MetricRegistry(names: NameTable()).render(.openMetrics200).suffix(6) == Array("# EOF\n".utf8))
        #expect(Scrape(Self.filled(), .text004).lines.allSatisfy { $0 != "# EOF" })
    }

    @Test func familiesWithoutChildrenAreLeftOut() {
        let lines = Scrape(Self.filled()).lines
        #expect(!lines.contains { $0.contains("gateway_upstream_up") })
    }

    @Test func aFilterTakesNamesOfEitherFormat() {
        let registry = Self.filled()
        let text = Scrape(registry.render(.text004, names: ["process_cpu_seconds_total", "no_such_family"]))
        #expect(text.lines.count == 3 && text["process_cpu_seconds_total"] == "12.345678901")
        let openMetrics = Scrape(
            registry.render(.openMetrics100, names: ["process_cpu_seconds", "gateway_build_info"])
        )
        #expect(openMetrics.samples.count == 2 && openMetrics.lines.last == "# EOF")
    }

    @Test(arguments: nasty) func labelValuesCannotBreakOut(_ label: (name: String, text: String)) {
        let registry = MetricRegistry(names: NameTable())
        let value = LabelValue.configured(registry.names.intern(label.text))
        registry.makeWriter().counter(Families.gatewayUpstreamConnectFailures, value).add(2)
        let escapes: [Unicode.Scalar: String] = ["\\": "\\\\", "\"": "\\\"", "\n": "\\n"]
        let escaped = label.text.unicodeScalars.map { escapes[$0] ?? String($0) }.joined()
        for format in [ExpositionFormat.text004, .openMetrics100, .openMetrics200] {
            let bytes = registry.render(format, names: ["gateway_upstream_connect_failures_total"])
            let sample = "gateway_upstream_connect_failures_total{upstream=\"\(escaped)\"} 2"
            let lines = bytes.split(separator: 0x0A).filter { $0.first != UInt8(ascii: "#") }
            let start = lines.first?.firstRange(of: " st@".utf8)?.lowerBound
            let kept = lines.map { Array(start.map($0.prefix(upTo:)) ?? $0) }
            #expect((start != nil) == (format == .openMetrics200))
            #expect(kept == [Array(sample.utf8)], "\(label.name)")
        }
    }

    @Test func labelValuesHaveAtMost128Bytes() {
        let registry = MetricRegistry(names: NameTable())
        let long = LabelValue.configured(registry.names.intern("x" + String(repeating: "é", count: 524_288)))
        registry.set(Families.gatewayUpstreamUp, long, to: 1)
        let expected = "gateway_upstream_up{upstream=\"x\(String(repeating: "é", count: 63))\"}"
        #expect(Scrape(registry)[expected] == "1")
        registry.setInfo(Families.gatewayConfigInfo, [String(repeating: "y", count: 129)])
        #expect(Scrape(registry)["gateway_config_info{hash=\"\(String(repeating: "y", count: 128))\"}"] == "1")
    }

    @Test func helpIsEscaped() {
        let family = GaugeFamily("test_help", help: "a \"b\" \\ c\nd")
        let registry = MetricRegistry(names: NameTable())
        registry.set(family, to: 1)
        #expect(Scrape(registry).lines.contains("# HELP test_help a \"b\" \\\\ c\\nd"))
        #expect(Scrape(registry, .openMetrics100).lines.contains("# HELP test_help a \\\"b\\\" \\\\ c\\nd"))
    }

    @Test func aLargeTextIsComplete() {
        let registry = MetricRegistry(names: NameTable())
        let writer = registry.makeWriter()
        for index in 0..<1_000 {
            let label = LabelValue.configured(registry.names.intern("upstream-\(index)"))
            writer.counter(Families.gatewayUpstreamConnectFailures, label).add(UInt64(index))
        }
        for _ in 0..<2 {
            let scrape = Scrape(registry)
            #expect(scrape.total(of: "gateway_upstream_connect_failures_total") == 499_500)
            #expect(scrape.samples(of: "gateway_upstream_connect_failures_total").count == 1_000)
        }
    }

    @Test(.enabled(if: PromtoolRunner.path != nil)) func promtoolFindsNothing() throws {
        #expect(try PromtoolRunner.check(Self.filled().render(.text004)) == "")
    }

    /// All families at once, each with a child, and every nasty label value.
    @Test(.enabled(if: PromtoolRunner.path != nil)) func promtoolFindsNothingInAnyFamily() throws {
        let registry = EveryFamily().registry
        for (_, text) in Self.nasty {
            registry.set(Families.gatewayUpstreamUp, .configured(registry.names.intern(text)), to: 1)
        }
        let scrape = registry.render(.text004)
        let names = Scrape(scrape).lines.filter { $0.hasPrefix("# TYPE") }.map { String($0.split(separator: " ")[2]) }
        #expect(Set(names) == Set(Families.all.map(\.name)))
        #expect(try PromtoolRunner.check(scrape) == "")
    }
}
