import Telemetry
import Testing

/// The rules of OpenMetrics 1.0 in our reader, and our exposition held against them.
@Suite struct OpenMetricsRulesTests {
    private func reads(_ lines: String) -> Bool {
        (try? OpenMetricsReader.read(lines + "\n# EOF\n")) != nil
    }

    @Test(arguments: [
        "a 1", "a{} 1", "a{b=\"c\"} 1", "a 1e5", "a -1", "a NaN", "a +Inf", "a 1 5", "a 1 -5.25", "a{b=\"\"} 1",
        "# HELP a \na 1", "# TYPE a gauge\n# HELP a x\n# UNIT a \na 1", "# UNIT a_seconds seconds\na_seconds 1",
        "# TYPE a counter\na_total 1\na_created 5", "# TYPE a counter\na_total 1 # {} 1",
        "# TYPE a counter\na_total 1 5 # {t=\"x\"} 0.5 4", "# TYPE a info\na_info{v=\"1\"} 1",
        "# TYPE a stateset\na{a=\"on\"} 1\na{a=\"off\"} 0",
        "# TYPE a summary\na{quantile=\"0.5\"} 2\na_count 1\na_sum 2",
        "# TYPE a histogram\na_bucket{le=\"1.0\"} 1 # {t=\"x\"} 0.5\na_bucket{le=\"+Inf\"} 2\na_count 2\na_sum 3",
        "# TYPE a histogram\na_bucket{le=\"-1.0\"} 0\na_bucket{le=\"+Inf\"} 0",
        "# TYPE a gaugehistogram\na_bucket{le=\"-1.0\"} 1\na_bucket{le=\"+Inf\"} 1\na_gcount 1\na_gsum -2",
        "# TYPE a gauge\na 1 1\na 2 2", "a{b=\"\\\\ \\\" \\n \\z\"} 1", "# TYPE a gauge\na{b=\"1\"} 1\na{b=\"2\"} 1",
    ])
    func whatTheRulesAllowIsRead(_ lines: String) { #expect(self.reads(lines)) }

    @Test(arguments: ["", "a 1\n", "# EOF\n\n", "\n# EOF\n", "a 1\n# EOF\na 2\n", "a 1\n# EOF x\n", "a 1\n#EOF\n"])
    func theEndIsOneLine(_ text: String) { #expect((try? OpenMetricsReader.read(text)) == nil) }

    @Test(arguments: [
        "", "a", "a ", "a  1", "a 1 ", "a\t1", " a 1", "a 1\r", "a one", "a 1_0", "a 0x10", "a 1 x", "a 1 NaN",
        "a 1 +Inf", "a 1 2 3", "1a 1", "a.b 1", "a{b=\"c\"}1", "a{b=c} 1", "a{b='c'} 1", "a{b=\"c} 1", "a{b} 1",
        "a{b=} 1", "a{=\"c\"} 1", "a{b=\"c\"d=\"e\"} 1", "a{b=\"c\",} 1", "a{,b=\"c\"} 1", "a{b=\"c\",b=\"d\"} 1",
        "a{1=\"c\"} 1", "a{b:c=\"d\"} 1", "# a comment\na 1", "#HELP a x\na 1",
    ])
    func aLineThatIsNoSampleIsRefused(_ lines: String) { #expect(!self.reads(lines)) }

    @Test(arguments: [
        "# HELP a", "# HELP", "# TYPE a", "# TYPE a untyped", "# TYPE a gauge ", "# TYPE a Gauge", "# UNIT a",
        "# UNIT a seconds", "# UNIT seconds seconds", "# TYPE a_s info\n# UNIT a_s s",
        "# TYPE a_s stateset\n# UNIT a_s s",
        "# HELP a x\n# HELP a x", "# TYPE a gauge\n# TYPE a gauge", "# UNIT a_s s\n# UNIT a_s s", "# FOO a x",
        "# HELP a x\na 1\n# TYPE a gauge", "a 1\nb 1\na 2", "# TYPE a gauge\na 1\n# TYPE b gauge\nb 1\n# HELP a x",
        "# TYPE a counter\n# TYPE a_total gauge", "# TYPE a_created gauge\n# TYPE a counter",
        "# TYPE a histogram\n# TYPE a_bucket gauge",
    ])
    func metadataComesOnceAndFirst(_ lines: String) { #expect(!self.reads(lines)) }

    @Test(arguments: [
        "# TYPE a counter\na 1", "# TYPE a counter\na_total -1", "# TYPE a counter\na_total NaN",
        "# TYPE a info\na_info 2", "# TYPE a info\na 1", "# TYPE a stateset\na 1", "# TYPE a stateset\na{a=\"on\"} 2",
        "# TYPE a summary\na 1", "# TYPE a summary\na{quantile=\"1.5\"} 1", "# TYPE a summary\na{quantile=\"x\"} 1",
        "# TYPE a summary\na{quantile=\"0.5\"} -1", "# TYPE a summary\na_count 1.5", "# TYPE a summary\na_sum -1",
        "# TYPE a histogram\na_bucket 1", "# TYPE a histogram\na_count 1\na_sum 1",
        "# TYPE a histogram\na_bucket{le=\"1.0\"} 1\na_count 1\na_sum 1",
        "# TYPE a histogram\na_bucket{le=\"+Inf\"} 1\na_count 2\na_sum 1",
        "# TYPE a histogram\na_bucket{le=\"+Inf\"} 1\na_count 1",
        "# TYPE a histogram\na_bucket{le=\"+Inf\"} 1\na_sum 1",
        "# TYPE a histogram\na_bucket{le=\"+Inf\"} 0.5", "# TYPE a histogram\na_bucket{le=\"+Inf\"} -1",
        "# TYPE a histogram\na_bucket{le=\"2.0\"} 1\na_bucket{le=\"1.0\"} 1\na_bucket{le=\"+Inf\"} 1",
        "# TYPE a histogram\na_bucket{le=\"1.0\"} 2\na_bucket{le=\"+Inf\"} 1",
        "# TYPE a histogram\na_bucket{le=\"-1.0\"} 1\na_bucket{le=\"+Inf\"} 1\na_count 1\na_sum 1",
        "# TYPE a gaugehistogram\na_bucket{le=\"+Inf\"} 1\na_gcount 1\na_gsum -1",
        "# TYPE a gaugehistogram\na_bucket{le=\"+Inf\"} 1\na_gsum NaN\na_gcount 1",
    ])
    func valuesFitTheirType(_ lines: String) { #expect(!self.reads(lines)) }

    @Test(arguments: [
        "a 1 # {t=\"x\"} 1", "# TYPE a gauge\na 1 # {} 1", "# TYPE a counter\na_created 1 # {} 1",
        "# TYPE a counter\na_total 1 # ", "# TYPE a counter\na_total 1 #{} 1", "# TYPE a counter\na_total 1# {} 1",
        "# TYPE a counter\na_total 1 # {}1", "# TYPE a counter\na_total 1 # {} 1 ",
        "# TYPE a counter\na_total 1 # {} x",
        "# TYPE a counter\na_total 1 # {} 1 NaN", "# TYPE a counter\na_total 1 # t=\"x\"} 1",
        "# TYPE a histogram\na_bucket{le=\"+Inf\"} 1\na_count 1\na_sum 1 # {} 1",
        "# TYPE a counter\na_total 1 # {t=\"" + String(repeating: "x", count: 128) + "\"} 1",
    ])
    func exemplarsHaveTheirPlaceAndSize(_ lines: String) { #expect(!self.reads(lines)) }

    @Test func anExemplarOf128CharactersIsRead() {
        #expect(self.reads("# TYPE a counter\na_total 1 # {t=\"" + String(repeating: "x", count: 127) + "\"} 1"))
    }

    @Test(arguments: [
        "# TYPE a gauge\na{b=\"1\"} 1\na{b=\"2\"} 1\na{b=\"1\"} 1", "# TYPE a gauge\na 1\na 1",
        "# TYPE a gauge\na 1 2\na 1 1", "# TYPE a gauge\na 1 1\na 1", "# TYPE a gauge\na 1\na 1 1",
        "# TYPE a histogram\na_bucket{b=\"1\",le=\"1.0\"} 0\na_bucket{b=\"2\",le=\"+Inf\"} 0\na_bucket{b=\"1\",le=\"+Inf\"} 0",
    ])
    func aMetricIsTogetherAndItsTimeGoesForward(_ lines: String) { #expect(!self.reads(lines)) }

    @Test func ourExpositionKeepsTheRules() throws {
        let registry = EveryFamily().registry
        let texts = ["a\"b", "a\\b\\", "a\nb", "x\"} 1\nforged_total{y=\"z", "a\0b", "订单 📦", "{a=b,c}"]
        for text in texts { registry.set(Families.gatewayUpstreamUp, .configured(registry.names.intern(text)), to: 1) }
        let text = String(decoding: registry.render(.openMetrics100), as: UTF8.self)
        let families = try OpenMetricsReader.read(text)
        #expect(families.count > 60)
        for family in families {
            #expect(family.type != nil && family.help?.isEmpty == false && !family.samples.isEmpty, "\(family.name)")
        }
        let labels = families.first { $0.name == "gateway_upstream_up" }?.samples.compactMap { $0.labels["upstream"] }
        #expect(Set(labels ?? []) == Set(texts + ["orders"]))
    }
}
