import Telemetry
import Testing

@Suite struct RegistryTests {
    private let registry = MetricRegistry(names: NameTable())

    private func label(_ name: String) -> LabelValue { .configured(self.registry.names.intern(name)) }

    @Test func aCounterIsTheSumOverWriters() {
        let writers = (0..<3).map { _ in self.registry.makeWriter() }
        for (index, writer) in writers.enumerated() {
            writer.counter(Families.gatewayConnectionsOpened).add(UInt64(index) + 1)
        }
        #expect(Scrape(self.registry)["gateway_connections_opened_total"] == "6")
    }

    @Test func aGaugeMayGoDownInAnotherWriterThanItWentUp() {
        let (first, second) = (self.registry.makeWriter(), self.registry.makeWriter())
        first.gauge(Families.gatewayConnections, .closed(ConnectionStateLabel.active)).add(5)
        second.gauge(Families.gatewayConnections, .closed(ConnectionStateLabel.active)).add(-7)
        #expect(Scrape(self.registry)["gateway_connections{state=\"active\"}"] == "-2")
    }

    @Test func aCounterThatWasResolvedIsExportedAtZero() {
        _ = self.registry.makeWriter().counter(Families.gatewayConnectionsClosed, .closed(ConnectionCloseLabel.drain))
        #expect(Scrape(self.registry)["gateway_connections_closed_total{reason=\"drain\"}"] == "0")
    }

    @Test func theSameLabelsGiveTheSameCell() {
        let writer = self.registry.makeWriter()
        for _ in 0..<2 {
            writer.counter(Families.gatewayRouteRequests, self.label("/a"), .closed(Who.client)).add()
        }
        #expect(Scrape(self.registry)["gateway_route_requests_total{http_route=\"/a\",who=\"client\"}"] == "2")
    }

    @Test func precreatingExpandsClosedLabels() {
        self.registry.precreate(Families.gatewayRouteRequests, self.label("/a"))
        self.registry.precreate(Families.gatewayConfigReloads)
        self.registry.precreate(Families.gatewayConnectionsOpened)
        let scrape = Scrape(self.registry)
        #expect(scrape.samples(of: "gateway_route_requests_total{").count == Who.allCases.count)
        #expect(scrape["gateway_config_reloads_total{result=\"applied\"}"] == "0")
        #expect(scrape["gateway_config_reloads_total{result=\"rejected\"}"] == "0")
        #expect(scrape["gateway_connections_opened_total"] == "0")
    }

    @Test func anEmptyValueLeavesTheLabelOut() {
        let writer = self.registry.makeWriter()
        writer.counter(Families.gatewayRouteRequests, .configured(NameTable.none), .closed(Who.none)).add()
        #expect(Scrape(self.registry)["gateway_route_requests_total{who=\"none\"}"] == "1")
    }

    @Test func mirroredValuesAreSetInTheirNaturalUnit() {
        self.registry.set(Families.processCPU, to: 1_250_000_000)
        self.registry.set(Families.processNetworkReceive, to: 4_096)
        self.registry.set(Families.processStartTime, to: 1_772_366_400.25)
        self.registry.set(Families.nioEventloopBusyRatio, .index(1), to: 0.125)
        let scrape = Scrape(self.registry)
        #expect(scrape["process_cpu_seconds_total"] == "1.25")
        #expect(scrape["process_network_receive_bytes_total"] == "4096")
        #expect(scrape["process_start_time_seconds"] == "1772366400.25")
        #expect(scrape["nio_eventloop_busy_ratio{loop=\"1\"}"] == "0.125")
    }

    @Test func whatIsSetAndWhatIsAddedComeTogether() {
        self.registry.set(Families.gatewayUpstreamPoolPendingRequests, self.label("orders"), to: 10)
        self.registry.makeWriter().gauge(Families.gatewayUpstreamPoolPendingRequests, self.label("orders")).add(3)
        #expect(Scrape(self.registry)["gateway_upstream_pool_pending_requests{upstream=\"orders\"}"] == "13")
    }

    @Test func aRemovedGaugeIsGoneUntilItIsSetAgain() {
        let (orders, target) = (self.label("orders"), self.label("127.0.0.1:9001"))
        let sample = "gateway_upstream_target_up{upstream=\"orders\",target=\"127.0.0.1:9001\"}"
        self.registry.set(Families.gatewayUpstreamTargetUp, orders, target, to: 1)
        #expect(Scrape(self.registry)[sample] == "1")
        self.registry.remove(Families.gatewayUpstreamTargetUp, orders, target)
        self.registry.remove(Families.gatewayUpstreamTargetUp, orders, target)
        #expect(Scrape(self.registry).samples(of: "gateway_upstream_target_up").isEmpty)
        self.registry.set(Families.gatewayUpstreamTargetUp, orders, target, to: 0)
        #expect(Scrape(self.registry)[sample] == "0")
    }

    @Test func aHandleOutlivesTheRemovalOfItsGauge() {
        let handle = self.registry.makeWriter().gauge(Families.gatewayUpstreamPoolPendingRequests, self.label("orders"))
        handle.add(2)
        self.registry.remove(Families.gatewayUpstreamPoolPendingRequests, self.label("orders"))
        handle.add(3)
        #expect(Scrape(self.registry).samples(of: "gateway_upstream_pool_pending_requests").isEmpty)
        self.registry.set(Families.gatewayUpstreamPoolPendingRequests, self.label("orders"), to: 0)
        #expect(Scrape(self.registry)["gateway_upstream_pool_pending_requests{upstream=\"orders\"}"] == "5")
    }

    @Test func anInfoFamilyHasOneChild() {
        self.registry.setInfo(Families.gatewayConfigInfo, ["aaaa"])
        self.registry.setInfo(Families.gatewayConfigInfo, ["bbbb"])
        self.registry.setInfo(Families.gatewayBuildInfo, ["1.0.0", "", "6.3.1"])
        let scrape = Scrape(self.registry)
        #expect(scrape.samples(of: "gateway_config_info") == ["gateway_config_info{hash=\"bbbb\"}": "1"])
        #expect(scrape["gateway_build_info{version=\"1.0.0\",swift_version=\"6.3.1\"}"] == "1")
    }

    @Test func gatherersRunBeforeEachRender() {
        self.registry.onGather { $0.set(Families.processThreads, to: 7) }
        #expect(Scrape(self.registry)["process_threads"] == "7")
    }

    @Test(arguments: [
        (200, "200"), (404, "404"), (451, "451"), (511, "511"), (299, "_other"), (499, "_other"), (306, "_other"),
        (600, "_other"), (-1, "_other"), (0, nil),
    ])
    func aStatusOutsideTheRegistryIsOther(_ status: Int, _ text: String?) {
        let family = CounterFamily("test_answers_total", labels: [.status("code")], limit: 100, help: "Answers.")
        self.registry.makeWriter().counter(family, .status(status)).add()
        let sample = text.map { "test_answers_total{code=\"\($0)\"}" } ?? "test_answers_total"
        #expect(Scrape(self.registry)[sample] == "1")
    }

    @Test func theRegistryCountsItsOwnSeries() {
        self.registry.precreate(Families.gatewayRouteRequests, self.label("/a"))
        let scrape = Scrape(self.registry)
        #expect(scrape["metrics_series{family=\"gateway_route_requests_total\"}"] == "7")
        #expect(scrape["metrics_series_limit{family=\"gateway_route_requests_total\"}"] == "500")
        let families = scrape.samples(of: "metrics_series{").count
        #expect(scrape["metrics_series{family=\"metrics_series\"}"] == "\(families)")
        #expect(Set(scrape.lines.filter { $0.hasPrefix("# TYPE") }).count == families)
    }

    @Test func aScrapeMeasuresTheOneBefore() {
        let first = self.registry.render(.text004)
        let scrape = Scrape(self.registry, .openMetrics100)
        #expect(scrape["metrics_exposition_size_bytes{format=\"text\"}"] == "\(first.count)")
        #expect(scrape["metrics_exposition_duration_seconds_count{format=\"text\"}"] == "1")
    }
}
