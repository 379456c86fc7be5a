import Testing

/// Sampling leaves access records out, and every one of them is counted (telemetry.md sections 5 and 6).
@Suite(.blocking) struct SamplingTests {
    @Test func emittedIsSampledOutAndOffered() throws {
        var setup = GatewaySetup.proxy(try .serving([:]))
        setup.routes = [#"{ name: all, match: { path: "/x" }, upstream: a }"#]
        setup.access = ", sample: 25%"
        let gateway = try GatewayProcess.start(setup)
        defer { gateway.stop() }
        let client = try gateway.connect()
        for _ in 0..<400 { #expect(try client.get("/x").status == 200) }
        for _ in 0..<20 { #expect(try client.get("/unknown").status == 404) }
        let emitted = "log_pipeline_events_emitted_total"
        let exposition = try gateway.scrape(until: "all are accounted for") {
            $0.sum(emitted, ["stream": "access"]) == 420
        }
        let leftOut = exposition.sum("log_pipeline_events_sampled_out_total", ["stream": "access"])
        #expect(leftOut > 230 && leftOut < 370)
        #expect(exposition.sum("log_pipeline_events_offered_total", ["stream": "access"]) == 420 - leftOut)
        #expect(exposition.requestCount == 420, "metrics know no sampling")
        let lines = try gateway.accessLines(count: 420 - Int(leftOut))
        #expect(lines.count { $0.status == 404 } == 20)
        for line in lines { #expect(line.number("gateway.sample_rate") == (line.status == 404 ? 1 : 4)) }
        // Numbers are given after sampling: a gap is a loss.
        #expect(lines.compactMap { $0.number("event.sequence") } == Array(1...lines.count))
    }
}
