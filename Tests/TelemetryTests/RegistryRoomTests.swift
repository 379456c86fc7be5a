import Telemetry
import TestKit
import Testing

/// Limits: memory is bounded, and no observation is lost.
@Suite struct RegistryRoomTests {
    private static let answers = CounterFamily(
        "test_answers_total",
        labels: [.configured("route"), .closed("method", MethodLabel.self), .closed("who", Who.self)],
        limit: 100,
        collapses: ["method", "route"],
        help: "Answers."
    )
    private static let waits = HistogramFamily(
        "test_wait_seconds",
        unit: .seconds,
        buckets: [0.1, 1],
        labels: [.configured("route")],
        limit: 10,
        help: "Waiting."
    )

    private func label(_ registry: MetricRegistry, _ name: String) -> LabelValue {
        .configured(registry.names.intern(name))
    }

    @Test func labelsCollapseInTheirOrderAndTotalsStayExact() {
        let registry = MetricRegistry(names: NameTable())
        let writers = [registry.makeWriter(), registry.makeWriter()]
        var generator = SeededGenerator(seed: 7)
        var byWho: [Who: UInt64] = [:]
        for index in 0..<20_000 {
            let who = Who.allCases[Int.random(in: 0..<4, using: &generator)]
            let method = MethodLabel.allCases[Int.random(in: 0..<9, using: &generator)]
            let route = self.label(registry, "/route/\(index / 10)")
            writers[index % 2].counter(Self.answers, route, .closed(method), .closed(who)).add(2)
            byWho[who, default: 0] += 2
        }
        let scrape = Scrape(registry)
        let samples = scrape.samples(of: "test_answers_total")
        #expect(samples.count <= 100)
        for (who, count) in byWho {
            let sum = samples.filter { $0.key.contains("who=\"\(who.labelText)\"") }.values.compactMap { UInt64($0) }
            #expect(sum.reduce(0, +) == count, "who never collapses: \(who)")
        }
        #expect(samples.keys.contains { $0.contains("{route=\"/route/0\",method=\"GET\"") })
        #expect(samples.keys.contains { $0.contains("{route=\"/") && $0.contains("method=\"_other\"") })
        #expect(samples.keys.contains { $0.contains("{route=\"_other\",method=\"_other\"") })
        #expect(!samples.keys.contains { $0.contains("{route=\"_other\",method=\"GET\"") })
        // Whatever has its own series is not counted as overflow.
        let exact = samples.filter { !$0.key.contains("_other") }.values.compactMap { UInt64($0) }.reduce(0, +)
        let overflow = "metrics_series_overflow_total{family=\"test_answers_total\",label="
        #expect(scrape["\(overflow)\"method\"}"] == "\(40_000 - exact)")
        #expect((scrape["\(overflow)\"route\"}"].flatMap(UInt64.init) ?? 0) < 40_000 - exact)
        #expect(scrape["\(overflow)\"who\"}"] == nil)
    }

    @Test func histogramsKeepCountAndSumWhenTheyCollapse() {
        let registry = MetricRegistry(names: NameTable())
        let writer = registry.makeWriter()
        for index in 0..<50 {
            writer.histogram(Self.waits, self.label(registry, "/\(index)")).record(500_000_000)
        }
        let scrape = Scrape(registry)
        #expect(scrape.samples(of: "test_wait_seconds_count").count <= 10)
        #expect(scrape.total(of: "test_wait_seconds_count") == 50)
        let own = scrape.samples(of: "test_wait_seconds_count").count - 1
        #expect(scrape["test_wait_seconds_count{route=\"_other\"}"] == "\(50 - own)")
        #expect(scrape["test_wait_seconds_bucket{route=\"_other\",le=\"1.0\"}"] == "\(50 - own)")
        #expect(scrape["metrics_series_overflow_total{family=\"test_wait_seconds\",label=\"route\"}"] == "\(50 - own)")
    }

    @Test func aRealOtherIsNotCountedAsOverflow() {
        let family = CounterFamily(
            "test_versions_total",
            labels: [.configured("route"), .closed("version", ProtocolVersionLabel.self)],
            limit: 4,
            collapses: ["version", "route"],
            help: "Versions."
        )
        let registry = MetricRegistry(names: NameTable())
        let writer = registry.makeWriter()
        writer.counter(family, self.label(registry, "/a"), .closed(ProtocolVersionLabel.other)).add(5)
        writer.counter(family, self.label(registry, "/a"), .closed(ProtocolVersionLabel.http10)).add(5)
        writer.counter(family, self.label(registry, "/a"), .closed(ProtocolVersionLabel.http11)).add(1)
        let scrape = Scrape(registry)
        #expect(scrape["test_versions_total{route=\"/a\",version=\"_other\"}"] == "6")
        #expect(scrape["metrics_series_overflow_total{family=\"test_versions_total\",label=\"version\"}"] == "1")
    }

    @Test func labelsThatNeverCollapseShareOneChildAtLast() {
        let family = CounterFamily(
            "test_codes_total",
            labels: [.closed("reason", Outcome.self)],
            limit: 5,
            help: "Codes."
        )
        let registry = MetricRegistry(names: NameTable())
        let writer = registry.makeWriter()
        for outcome in Outcome.allCases { writer.counter(family, .closed(outcome)).add() }
        let scrape = Scrape(registry)
        #expect(scrape.samples(of: "test_codes_total").count == 5)
        #expect(scrape.total(of: "test_codes_total") == UInt64(Outcome.allCases.count))
    }

    @Test func aFamilyWithoutALimitHasTheRoomItsConfigurationNeeds() {
        let registry = MetricRegistry(names: NameTable())
        for index in 0..<300 { registry.precreate(Families.gatewayRouteRequests, self.label(registry, "/\(index)")) }
        let scrape = Scrape(registry)
        #expect(scrape.samples(of: "gateway_route_requests_total").count == 2_100)
        #expect(scrape.samples(of: "metrics_series_overflow_total").isEmpty)
        #expect(scrape["metrics_series_limit{family=\"gateway_route_requests_total\"}"] == "2625")
    }

    @Test func allFamiliesTogetherStayWithinTheirLimit() {
        var limits = RegistryLimits()
        limits.children = 320
        let registry = MetricRegistry(names: NameTable(), limits: limits)
        let writer = registry.makeWriter()
        for index in 0..<1_000 {
            let route = self.label(registry, "/\(index)")
            writer.counter(Families.gatewayRouteRequests, route, .closed(Who.none)).add()
            writer.histogram(Families.httpServerRequestBodySize, route, .closed(MethodLabel.get)).record(1)
            registry.set(Families.gatewayUpstreamUp, route, to: 1)
        }
        let scrape = Scrape(registry)
        #expect(scrape.total(of: "metrics_series{") <= 325)
        #expect(scrape.total(of: "gateway_route_requests_total") == 1_000)
        #expect(scrape.total(of: "http_server_request_body_size_bytes_count") == 1_000)
    }

    @Test func slotMemoryStaysWithinItsLimit() {
        var limits = RegistryLimits()
        limits.bytes = 1_048_576
        let registry = MetricRegistry(names: NameTable(), limits: limits)
        let writers = (0..<3).map { _ in registry.makeWriter() }
        for index in 0..<5_000 {
            let route = self.label(registry, "/\(index)")
            for writer in writers {
                writer.histogram(Families.httpServerResponseBodySize, route, .closed(MethodLabel.get)).record(1)
            }
        }
        let scrape = Scrape(registry)
        #expect(scrape.total(of: "metrics_registry_bytes") <= 1_048_576)
        #expect(scrape.total(of: "metrics_registry_bytes") > 524_288)
        #expect(scrape.total(of: "http_server_response_body_size_bytes_count") == 15_000)
    }

    @Test(.timeLimit(.minutes(15))) func manyLabelSetsTakeBoundedRoom() {
        let registry = MetricRegistry(names: NameTable())
        let writer = registry.makeWriter()
        let routes = (0..<3_000).map { self.label(registry, "/\($0)") }
        var generator = SeededGenerator(seed: 3)
        let count = 20_000
        for _ in 0..<count {
            let random = generator.next()
            writer.histogram(
                Families.httpServerRequestDuration,
                routes[Int(random % 3_000)],
                .closed(MethodLabel.allCases[Int(random >> 32 % 10)]),
                .status(Int(random >> 40 % 600)),
                .closed(SchemeLabel.http),
                .closed(ProtocolVersionLabel.allCases[Int(random >> 52 % 3)]),
                .closed(Outcome.allCases[Int(random >> 56) % Outcome.allCases.count])
            ).record(random >> 34)
        }
        let scrape = Scrape(registry)
        #expect(scrape.samples(of: "http_server_request_duration_seconds_count").count <= 2_000)
        #expect(scrape.total(of: "http_server_request_duration_seconds_count") == UInt64(count))
    }
}
