import Telemetry
import TestKit
import Testing

/// Series of what went away, and series that do not change.
@Suite struct ExpiryTests {
    private let clock = TestClock()
    private let registry: MetricRegistry
    private let writer: MetricWriter

    init() {
        let clock = self.clock
        self.registry = MetricRegistry(names: NameTable(), uptime: { clock.now })
        self.writer = self.registry.makeWriter()
    }

    private func name(_ text: String) -> ConfiguredLabel { self.registry.names.intern(text) }
    private func label(_ text: String) -> LabelValue { .configured(self.name(text)) }

    /// What a reload says of routes.
    private func setRoutes(_ texts: String...) {
        self.registry.setPresent(texts.map { self.name($0) }, label: "http_route")
    }

    private func requests(_ route: String) -> Counter {
        self.writer.counter(Families.gatewayRouteRequests, self.label(route), .closed(Who.none))
    }

    private func sizes(_ route: String) -> Histogram {
        self.writer.histogram(Families.httpServerRequestBodySize, self.label(route), .closed(MethodLabel.get))
    }

    private func sample(_ route: String) -> String? {
        Scrape(self.registry)["gateway_route_requests_total{http_route=\"\(route)\",who=\"none\"}"]
    }

    private func count(_ route: String) -> String? {
        let labels = "{http_route=\"\(route)\",http_request_method=\"GET\"}"
        return Scrape(self.registry)["http_server_request_body_size_bytes_count\(labels)"]
    }

    // MARK: Without change

    @Test func whatDoesNotChangeIsHiddenAndComesBackWithItsValue() {
        let handle = self.sizes("/a")
        handle.record(5)
        #expect(self.count("/a") == "1")
        self.clock.advance(milliseconds: 3_599_999)
        #expect(self.count("/a") == "1")
        self.clock.advance(milliseconds: 1)
        #expect(self.count("/a") == nil)
        // A zero changes neither sum nor range.
        handle.record(0)
        #expect(self.count("/a") == "2")
        self.clock.advance(milliseconds: 3_600_000)
        #expect(self.count("/a") == nil)
        handle.record(.max)
        #expect(self.count("/a") == "2")
    }

    @Test func whatWasMadeAtZeroStays() {
        _ = self.requests("/a")
        self.registry.set(Families.gatewayUpstreamUp, self.label("orders"), to: 1)
        self.registry.precreate(Families.gatewayConfigReloads)
        _ = Scrape(self.registry)
        self.clock.advance(milliseconds: 1_000 * 3_600_000)
        #expect(self.sample("/a") == "0")
        let scrape = Scrape(self.registry)
        #expect(scrape["gateway_upstream_up{upstream=\"orders\"}"] == "1")
        #expect(scrape["gateway_config_reloads_total{result=\"applied\"}"] == "0")
    }

    @Test(arguments: ExpositionFormat.allCases) func aFamilyOfHiddenSeriesHasNoLines(_ format: ExpositionFormat) {
        self.sizes("/a").record(5)
        _ = self.registry.render(format)
        self.clock.advance(milliseconds: 3_600_000)
        let name = Array("http_server_request_body_size".utf8)
        let bytes = self.registry.render(format, names: ["http_server_request_body_size_bytes"])
        #expect(!bytes.indices.contains { bytes[$0...].starts(with: name) })
    }

    @Test func hiddenSeriesStillTakeRoom() {
        self.sizes("/a").record(5)
        _ = Scrape(self.registry)
        self.clock.advance(milliseconds: 3_600_000)
        #expect(Scrape(self.registry)["metrics_series{family=\"http_server_request_body_size_bytes\"}"] == "1")
    }

    // MARK: Gone

    @Test func aRemovedRouteIsGoneTwoScrapesLater() {
        self.requests("/a").add(3)
        self.requests("/b").add(4)
        self.setRoutes("/a", "/b")
        self.setRoutes("/b")
        self.writer.acknowledge()
        #expect(self.sample("/a") == "3")
        #expect(self.sample("/a") == "3")
        #expect(self.sample("/a") == nil)
        #expect(self.sample("/b") == "4")
        let scrape = Scrape(self.registry)
        #expect(scrape["metrics_series_expired_total{family=\"gateway_route_requests_total\"}"] == "1")
        #expect(scrape["metrics_series{family=\"gateway_route_requests_total\"}"] == "1")
    }

    @Test func nothingIsFreedWhileAWriterMayHoldAHandle() {
        let handle = self.requests("/a")
        let other = self.registry.makeWriter()
        self.setRoutes()
        other.acknowledge()
        for _ in 0..<5 { _ = Scrape(self.registry) }
        handle.add(7)
        #expect(self.sample("/a") == "7")
        self.writer.acknowledge()
        #expect(self.sample("/a") == "7")
        #expect(self.sample("/a") == nil)
    }

    @Test func aRequestOfTheOldPlanMayStillMakeASeries() {
        self.setRoutes("/b")
        self.writer.acknowledge()
        self.requests("/a").add()
        for _ in 0..<5 { #expect(self.sample("/a") == "1") }
        self.writer.acknowledge()
        _ = Scrape(self.registry)
        #expect(self.sample("/a") == nil)
    }

    @Test func whatComesBackInTimeKeepsItsValue() {
        self.requests("/a").add(3)
        self.setRoutes()
        _ = Scrape(self.registry)
        self.setRoutes("/a")
        self.writer.acknowledge()
        self.requests("/a").add()
        for _ in 0..<5 { #expect(self.sample("/a") == "4") }
    }

    @Test func unmatchedAndOtherAreAlwaysThere() {
        self.writer.counter(Families.gatewayRouteRequests, .configured(NameTable.unmatched), .closed(Who.client)).add()
        self.setRoutes("/b")
        self.writer.acknowledge()
        for _ in 0..<4 { _ = Scrape(self.registry) }
        let sample = "gateway_route_requests_total{http_route=\"_unmatched\",who=\"client\"}"
        #expect(Scrape(self.registry)[sample] == "1")
    }

    @Test func slotsAreUsedAgainAndBeginAtZero() {
        var bytes: UInt64 = 0
        for reload in 0..<200 {
            let route = "/route/\(reload)"
            self.setRoutes(route)
            let histogram = self.sizes(route)
            #expect(self.count(route) == "0")
            for value in [0, 100, 100_000, UInt64.max] { histogram.record(value) }
            self.requests(route).add(2)
            self.writer.acknowledge()
            #expect(self.count(route) == "3" && self.sample(route) == "2")
            if reload == 10 { bytes = Scrape(self.registry).total(of: "metrics_registry_bytes") }
        }
        let scrape = Scrape(self.registry)
        #expect(scrape.total(of: "metrics_registry_bytes") == bytes)
        #expect(scrape.total(of: "metrics_series{family=\"http_server_request_body_size_bytes\"}") <= 3)
        #expect(scrape.total(of: "metrics_values_clamped_total") <= 3)
    }

    /// Reloads at random, with plain sums beside; a failure names its seed.
    @Test(arguments: [1, 2, UInt64.random(in: 0 ... .max)]) func survivorsAreNeverReset(_ seed: UInt64) {
        var generator = SeededGenerator(seed: seed)
        var present: Set<Int> = []
        var sums: [Int: UInt64] = [:]
        for _ in 0..<300 {
            let next = Set((0..<12).filter { _ in generator.next() % 3 != 0 })
            let union = present.union(next).map { self.name("/\($0)") }
            self.registry.setPresent(union, label: "http_route")
            self.registry.setPresent(next.map { self.name("/\($0)") }, label: "http_route")
            self.writer.acknowledge()
            for _ in 0..<3 { _ = Scrape(self.registry) }
            sums = sums.filter { next.contains($0.key) }
            present = next
            for route in present.sorted() {
                let amount = generator.next() % 100
                self.requests("/\(route)").add(amount)
                sums[route, default: 0] += amount
            }
            let samples = Scrape(self.registry).samples(of: "gateway_route_requests_total")
            #expect(samples.count == sums.count, "seed \(seed)")
            for (route, sum) in sums {
                let sample = "gateway_route_requests_total{http_route=\"/\(route)\",who=\"none\"}"
                #expect(samples[sample] == "\(sum)", "seed \(seed)")
            }
        }
    }
}
