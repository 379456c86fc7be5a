import Testing

/// What was sent is what is counted is what is logged, exactly, whatever clients and upstreams do.
@Suite(.blocking) struct ExactnessTests {
    private static let workers = 8

    private static func setup() throws -> GatewaySetup {
        var setup = GatewaySetup.proxy(try LoadUpstream.start())
        setup.shards = 2
        setup.routes = [
            #"{ name: said, match: { path: "/s/*" }, upstream: a }"#,
            #"{ name: only-get, match: { path: "/only-get", methods: [GET] }, upstream: a }"#,
        ]
        setup.rotateBytes = "4MiB"
        return setup
    }

    @Test func sentIsCountedIsLogged() throws {
        let gateway = try GatewayProcess.start(try Self.setup())
        defer { gateway.stop() }
        let count = Scale.count(20_000, full: 200_000) / Self.workers
        let port = gateway.port
        let tallies = Workers.run(Self.workers) { number in
            var traffic = MixedTraffic(port: port, count: count, seed: number + 1)
            return traffic.run()
        }
        #expect(tallies.flatMap(\.failures) == [])
        let sent = tallies.reduce(0) { $0 + $1.sent }
        #expect(sent == count * Self.workers)
        // A record is written when everything about its request is counted.
        let delivered = "log_pipeline_events_delivered_total"
        _ = try gateway.scrape(until: "\(sent) records are written") {
            $0.sum(delivered, ["stream": "access"]) >= Double(sent)
        }
        let exposition = try gateway.scrape()
        #expect(exposition.requestCount == sent)
        try Self.expectCounted(tallies, sent, exposition)
        #expect(gateway.terminate() == .exited(0))
        let lines = try gateway.accessLines()
        #expect(lines.count == sent)
        Self.expectLogged(lines, exposition)
    }

    /// The client's own counts against the gateway's.
    private static func expectCounted(_ tallies: [MixedTraffic.Tally], _ sent: Int, _ exposition: Exposition) throws {
        let counts = Self.statuses(exposition)
        var seen: [String: Int] = [:]
        for tally in tallies {
            for (status, count) in tally.statuses { seen["\(status)", default: 0] += count }
        }
        // Requests that were given up count as 499, or as what was answered before the client left.
        let aborted = tallies.reduce(0) { $0 + $1.aborted }
        for (status, count) in seen where status != "200" { #expect(counts[status] == count, "status \(status)") }
        #expect((counts["200"] ?? 0) + (counts["_other"] ?? 0) == (seen["200"] ?? 0) + aborted)
        #expect(exposition.sum("gateway_route_requests_total") == Double(sent))
        #expect(exposition.sum("http_server_request_body_size_bytes_count") == Double(sent))
        #expect(exposition.sum("http_server_response_body_size_bytes_count") == Double(sent))
        #expect(exposition.sum("http_server_active_requests") == 0)
        #expect(exposition.sum("gateway_upstream_pool_connections", ["state": "used"]) == 0)
        #expect(exposition.sum("gateway_upstream_pool_connections", ["state": "connecting"]) == 0)
        #expect(exposition.sum("gateway_upstream_pool_pending_requests") == 0)
        #expect(exposition.sum("gateway_connections", ["state": "active"]) == 0)
        let total = exposition.nanoseconds("http_server_request_duration_seconds_sum")
        #expect(exposition.nanoseconds("gateway_request_phase_duration_seconds_sum") == total)
    }

    private static func statuses(_ exposition: Exposition) -> [String: Int] {
        var counts: [String: Int] = [:]
        for sample in exposition.samples("http_server_request_duration_seconds_count") {
            counts[sample.labels["http_response_status_code"] ?? "", default: 0] += Int(sample.value)
        }
        return counts
    }

    /// The log against the metrics, and each line against itself.
    private static func expectLogged(_ lines: [AccessLine], _ exposition: Exposition) {
        var statuses: [String: Int] = [:]
        var outcomes: [String: Int] = [:]
        var phases: [String: Int] = [:]
        var sequences: [Int: [Int]] = [:]
        var wrong = 0
        for line in lines {
            statuses[line.status == 499 ? "_other" : "\(line.status)", default: 0] += 1
            outcomes[line.reason, default: 0] += 1
            sequences[line.number("gateway.shard") ?? -1, default: []].append(line.number("event.sequence") ?? -1)
            for (phase, time) in line.phases { phases[phase, default: 0] += time }
            if line.phaseSum != line.duration { wrong += 1 }
        }
        #expect(wrong == 0, "lines whose phases do not add up to their duration")
        #expect(statuses == Self.statuses(exposition).filter { $0.value > 0 })
        #expect(outcomes == exposition.outcomes)
        for (phase, time) in phases {
            let counted = exposition.nanoseconds("gateway_request_phase_duration_seconds_sum", ["phase": phase])
            #expect(counted == time, "phase \(phase)")
        }
        for (shard, numbers) in sequences {
            #expect(numbers.sorted() == Array(1...numbers.count), "sequence of shard \(shard)")
        }
        #expect(Set(lines.map { $0.text("event.id") ?? "" }).count == lines.count)
        #expect(Set(lines.map(\.requestID)).count == lines.count)
    }

    /// Nothing is lost between the loop and the file, and the pipeline's own books say so.
    @Test func theLedgerBalances() throws {
        let gateway = try GatewayProcess.start(try Self.setup())
        defer { gateway.stop() }
        let client = try LoadConnection(port: gateway.port)
        for number in 0..<500 { _ = try client.exchange(LoadConnection.get("/s/200/\(number)")) }
        let delivered = "log_pipeline_events_delivered_total"
        let exposition = try gateway.scrape(until: "all are delivered") {
            $0.sum(delivered, ["stream": "access"]) >= 500
        }
        let labels = ["sink": "file", "stream": "access"]
        #expect(exposition.sum("log_pipeline_events_emitted_total", ["stream": "access"]) == 500)
        #expect(exposition.sum("log_pipeline_events_offered_total", labels) == 500)
        #expect(exposition.sum(delivered, labels) == 500)
        #expect(exposition.sum("log_pipeline_events_dropped_total") == 0)
        #expect(exposition.sum("log_pipeline_ledger_imbalance_events") == 0)
        #expect(try gateway.accessLines().count == 500)
    }
}
