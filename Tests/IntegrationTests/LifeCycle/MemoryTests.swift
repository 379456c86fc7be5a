import Testing

/// Memory stays within what is promised (issue: under 64 MiB resident with 1 000 open connections).
@Suite(.blocking) struct MemoryTests {
    @Test func openConnectionsCostLittle() throws {
        if Scale.isFull { Scale.raiseDescriptorLimit() }
        var setup = GatewaySetup.proxy(try LoadUpstream.start())
        setup.shards = 2
        let gateway = try GatewayProcess.start(setup)
        defer { gateway.stop() }
        let count = Scale.count(200, full: 1_000)
        let before = try gateway.scrape().sum("process_resident_memory_bytes")
        let connections = try (0..<count).map { _ in try LoadConnection(port: gateway.port) }
        for connection in connections {
            #expect(try connection.exchange(LoadConnection.get("/s/200/20000")).status == 200)
        }
        let exposition = try gateway.scrape(until: "all are idle") {
            $0.sum("gateway_connections", ["state": "idle"]) == Double(count)
        }
        let resident = exposition.sum("process_resident_memory_bytes")
        #expect(resident < 64 * 1_048_576)
        #expect((resident - before) / Double(count) < 20_000, "bytes per connection")
        withExtendedLifetime(connections) {}
    }

    /// Bodies are passed on, not gathered: traffic of many sizes leaves nothing behind.
    @Test func trafficLeavesNothingBehind() throws {
        let gateway = try GatewayProcess.start(.proxy(try LoadUpstream.start()))
        defer { gateway.stop() }
        func round() throws -> Double {
            let port = gateway.port
            let failures = Workers.run(4) { number -> String in
                do {
                    let connection = try LoadConnection(port: port)
                    for size in [10, 1_000, 100_000, 250_000] + Array(repeating: 20_000, count: 100) {
                        _ = try connection.exchange(LoadConnection.get("/s/200/\(size)"))
                    }
                    return ""
                } catch {
                    return "\(number): \(error)"
                }
            }
            #expect(failures.allSatisfy { $0.isEmpty })
            return try gateway.scrape().sum("process_resident_memory_bytes")
        }
        // The log's ring is memory that is touched once, from its beginning to its end: that is no growth.
        for _ in 0..<Scale.count(2, full: 45) { _ = try round() }
        let first = try round()
        for _ in 0..<Scale.count(5, full: 200) { _ = try round() }
        let last = try round()
        #expect(last - first < 4 * 1_048_576, "grew from \(first) to \(last)")
    }
}
