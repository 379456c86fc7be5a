import Foundation
import Testing

/// Clients that choose another path, method, host and user agent each time make no series and take no memory.
@Suite(.blocking) struct CardinalityTests {
    /// In every value, so that one look shows whether any was exported.
    private static let mark = "attacker"

    /// One worker's requests: xorshift64*, seeded.
    private struct Attack {
        var state: UInt64
        let port: Int
        let count: Int

        mutating func random() -> UInt64 {
            self.state ^= self.state >> 12
            self.state ^= self.state << 25
            self.state ^= self.state >> 27
            return self.state &* 0x2545_F491_4F6C_DD1D
        }

        mutating func text() -> String { "\(CardinalityTests.mark)\(String(self.random() >> 8, radix: 36))" }

        /// Sends them one after the other; gives how many were sent, and what went wrong.
        mutating func run() -> (sent: Int, failures: [String]) {
            var connection: LoadConnection?
            var failures: [String] = []
            for _ in 0..<self.count {
                let method =
                    self.random() % 4 == 0 ? self.text().uppercased() : ["GET", "DELETE"][Int(self.random() % 2)]
                let path = ["/s/200/10/0/", "/only-get/", "/nowhere/", "/s/404/10/0/"][Int(self.random() % 4)]
                let request =
                    "\(method) \(path)\(self.text())?\(self.text())=1 HTTP/1.1\r\nHost: \(self.text()).example\r\n"
                    + "User-Agent: \(self.text())\r\nX-\(self.text()): \(self.text())\r\n\r\n"
                do {
                    let current = try connection ?? LoadConnection(port: self.port)
                    connection = try current.exchange(Array(request.utf8)).closes ? nil : current
                } catch {
                    failures.append("\(error)")
                    connection = nil
                }
            }
            return (self.count, failures)
        }
    }

    private static func attack(_ gateway: GatewayProcess, _ count: Int, seed: UInt64) -> Int {
        let port = gateway.port
        let results = Workers.run(4) { number in
            var attack = Attack(state: seed &+ UInt64(number) | 1, port: port, count: count / 4)
            return attack.run()
        }
        #expect(results.flatMap(\.failures) == [], "seed \(seed)")
        return results.reduce(0) { $0 + $1.sent }
    }

    /// The series of a scrape, without those about the registry itself.
    private static func series(_ exposition: Exposition) -> Set<String> {
        let own = exposition.samples.filter { $0.labels["le"] == nil && !$0.name.hasPrefix("metrics_") }
        return Set(own.map { $0.name + $0.labels.sorted { $0.key < $1.key }.map { "|\($0.key)=\($0.value)" }.joined() })
    }

    @Test func seriesAndMemoryStay() throws {
        var setup = GatewaySetup.proxy(try LoadUpstream.start())
        setup.shards = 2
        setup.routes = [
            #"{ name: said, match: { path: "/s/*" }, upstream: a }"#,
            #"{ name: only-get, match: { path: "/only-get/*", methods: [GET] }, upstream: a }"#,
        ]
        let gateway = try GatewayProcess.start(setup)
        defer { gateway.stop() }
        let seed = UInt64.random(in: 1 ... .max)
        var sent = Self.attack(gateway, 1_000, seed: seed)
        // The scrape's own series are there from the second one on.
        for _ in 0..<2 { _ = try gateway.scrape() }
        let first = try gateway.scrape(until: "the first thousand are counted, and the loops have ticked") {
            $0.requestCount == sent && !$0.samples("nio_eventloop_busy_ratio").isEmpty
        }
        let series = first.sum("metrics_series")
        let bytes = first.sum("metrics_registry_bytes")
        sent += Self.attack(gateway, Scale.count(20_000, full: 1_000_000), seed: seed &+ 77)
        let last = try gateway.scrape(until: "all are counted") { $0.requestCount == sent }
        // What may be new is a failed attempt at the upstream, once in a million requests: its labels are our own codes.
        let added = Self.series(last).subtracting(Self.series(first))
        // And the age of what waits for a sink, while something does.
        let ours = ["|error_type=", "|reason=", "log_pipeline_oldest_pending_timestamp_seconds|"]
        #expect(added.filter { name in !ours.contains { name.contains($0) } } == [], "seed \(seed)")
        #expect(last.sum("metrics_series") <= series + Double(4 * added.count), "seed \(seed)")
        // Requests slower or faster than any before need blocks of cells that are not there yet: at most 13 of 256 bytes
        // in each histogram of each shard, however many requests come.
        let histograms = last.samples.count { $0.labels["le"] == "+Inf" }
        #expect(last.sum("metrics_registry_bytes") <= bytes + Double(histograms * 13 * 256 * 2), "seed \(seed)")
        print(
            "series \(series) then \(last.sum("metrics_series")), registry \(bytes) then \(last.sum("metrics_registry_bytes")) bytes, \(sent) requests"
        )
        for name in ["gateway_route_requests_total", "http_server_response_body_size_bytes_count"] {
            #expect(last.sum(name) == Double(sent), "\(name), seed \(seed)")
        }
        #expect(last.sum("metrics_series_overflow_total") == 0)
        let text = try gateway.admin("/metrics").text.lowercased()
        #expect(!text.contains(Self.mark), "seed \(seed)")
    }
}
