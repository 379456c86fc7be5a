import TestKit
import Testing

/// From a bucket to its trace to its log record: always lands (telemetry.md section 7).
@Suite(.blocking) struct ExemplarWalkTests {
    private static let format = "Accept: application/openmetrics-text; version=1.0.0"

    /// Good answers, failures of every side, retries, a slow one.
    private static func upstream() throws -> ScriptedUpstream {
        try .serving([
            "/fails": { conversation, _ in try conversation.respond("503 Busy") },
            "/resets": { conversation, _ in conversation.reset() },
            "/slow": { conversation, _ in
                conversation.pause(0.15)
                try conversation.respond(body: "late")
            },
            "/garbage": { conversation, _ in try conversation.send("hello\r\n\r\n") },
        ])
    }

    private static func traffic(_ gateway: GatewayProcess) throws {
        let client = try gateway.connect()
        for index in 0..<200 {
            _ = try client.get("/ok/\(index)?token=secret-\(index)")
            if index % 20 == 0 { _ = try gateway.get("/fails", "traceparent: \(TraceContextCase.parent)-01") }
            if index % 40 == 0 {
                _ = try gateway.get("/slow")
                _ = try gateway.get("/resets")
                _ = try gateway.get("/garbage")
                _ = try gateway.get("/../x")
                _ = try gateway.exchange("DELETE /ok/1 HTTP/1.1\r\nHost: a\r\n\r\n", method: "DELETE")
            }
        }
    }

    @Test func everyExemplarLands() throws {
        let receiver = try OTLPReceiver()
        var setup = GatewaySetup.traced(
            try Self.upstream(),
            receiver,
            "retries: { attempts: 3 }",
            traces: "slow: 100ms, sample: 5%"
        )
        setup.access = ", sample: 1%, slow: 10s"
        let gateway = try GatewayProcess.start(setup)
        defer { gateway.stop() }
        try Self.traffic(gateway)
        let exemplars = try Deadline.wait(for: "exemplars") {
            let lines = try ExemplarLine.all(in: try gateway.admin("/metrics", Self.format).text)
            return Set(lines.map(\.family)).count == 2 ? lines : nil
        }
        #expect(exemplars.count >= 6, "\(exemplars)")
        for exemplar in exemplars { try Self.walk(exemplar, receiver, gateway) }
        #expect(receiver.errors.isEmpty)
        try Self.checkAgreement(receiver, gateway)
    }

    private static func walk(_ exemplar: ExemplarLine, _ receiver: OTLPReceiver, _ gateway: GatewayProcess) throws {
        let span = try Deadline.wait(for: "the span of \(exemplar)") {
            receiver.spans.first { $0.traceID == exemplar.traceID && $0.spanID == exemplar.spanID }
        }
        #expect(abs(Double(span.end - span.start) / 1e9 - exemplar.value) < 1e-12, "\(span) is not \(exemplar)")
        #expect(span.kind == (exemplar.family == "http_server_request_duration_seconds" ? 2 : 3))
        let lines = try gateway.accessLines().filter { $0.text("trace.id") == exemplar.traceID }
        let serverID = span.kind == 2 ? span.spanID : span.parentID
        let line = try #require(lines.first { $0.text("span.id") == serverID }, "no record of \(exemplar)")
        #expect(line.number("gateway.sample_rate") == 1, "a kept trace's record stands for itself")
        if span.kind == 2 { #expect(line.duration == Int(span.end - span.start)) }
    }

    /// Spans, records and counters tell the same story.
    private static func checkAgreement(_ receiver: OTLPReceiver, _ gateway: GatewayProcess) throws {
        let scrape = try gateway.scrape(until: "all spans are decided") { $0.sum("trace_spans_total") >= 236 }
        let kept = scrape.sum("trace_spans_total") - scrape.sum("trace_spans_total", ["decision": "dropped"])
        _ = try Deadline.wait(for: "\(kept) spans, there are \(receiver.spans.count)") {
            receiver.spans.count == Int(kept) ? true : nil
        }
        let servers = receiver.spans.filter { $0.kind == 2 }
        let decisions = Dictionary(grouping: receiver.spans.filter { $0.kind == 2 }) {
            $0.attributes["watchgate.trace.decision"] ?? ""
        }
        for name in ["kept_error", "kept_slow", "kept_exemplar"] { #expect(decisions[name] != nil, "\(name)") }
        let lines = Dictionary(grouping: try gateway.accessLines()) { $0.text("span.id") ?? "" }
        for span in servers {
            let line = try #require(lines[span.spanID]?.first)
            #expect((span.attributes["error.type"] ?? "") == line.reason)
            #expect(span.attributes["http.response.status_code"] == String(line.status))
            let attempts = receiver.spans.filter { $0.kind == 3 && $0.parentID == span.spanID }
            #expect(attempts.count == line.number("gateway.upstream.attempts") ?? 0)
            #expect(attempts.allSatisfy { $0.traceID == span.traceID })
            let phases = span.attributes.filter { $0.key.hasPrefix("watchgate.phase_ns.") }
            #expect(phases.values.reduce(0) { $0 + (Int($1) ?? 0) } == Int(span.end - span.start))
            #expect(!"\(span)".contains("secret"))
        }
        // The caller's span is the parent of ours, and ours is the upstream's.
        let continued = servers.filter { $0.traceID == TraceContextCase.traceID }
        #expect(continued.count == 10 && continued.allSatisfy { $0.parentID == "1234567890123456" })
        let sent = gateway.setup.scripts[0].log.requests.compactMap { $0["traceparent"] }
        for attempt in receiver.spans where attempt.kind == 3 {
            #expect(sent.contains { $0.hasPrefix("00-\(attempt.traceID)-\(attempt.spanID)-") }, "\(attempt)")
        }
        #expect(scrape.sum("trace_spans_dropped_total") == 0)
    }

    /// A receiver that refuses: nothing points to what nobody has.
    @Test func noExemplarOutlivesAFailedExport() throws {
        let receiver = try OTLPReceiver([OTLPReceiver.Answer](repeating: .status(400, retryAfter: nil), count: 100))
        let gateway = try GatewayProcess.start(.traced(try .serving([:]), receiver))
        defer { gateway.stop() }
        _ = try gateway.get("/a")
        _ = try gateway.scrape(until: "the export has failed") {
            $0.sum("trace_exports_total", ["result": "failed"]) > 0
        }
        #expect(try ExemplarLine.all(in: try gateway.admin("/metrics", Self.format).text).isEmpty)
        #expect(gateway.appLog.contains("spans cannot be exported"))
        #expect(try gateway.get("/b").status == 200)
    }

    @Test func withoutAReceiverThereAreNoExemplars() throws {
        let gateway = try GatewayProcess.start(.proxy(try .serving([:])))
        defer { gateway.stop() }
        for _ in 0..<5 { _ = try gateway.get("/a") }
        _ = try gateway.accessLines(count: 5)
        let text = try gateway.admin("/metrics", Self.format).text
        #expect(!text.contains(" # {") && !text.contains("trace_spans_total"))
    }

    /// What waits is sent at the end.
    @Test func theEndExportsWhatWaits() throws {
        let receiver = try OTLPReceiver()
        let gateway = try GatewayProcess.start(.traced(try .serving([:]), receiver, traces: "sample: 100%"))
        defer { gateway.stop() }
        for _ in 0..<20 { _ = try gateway.get("/a") }
        #expect(gateway.terminate() == .exited(0))
        #expect(receiver.spans.count == 40)
        #expect(receiver.errors.isEmpty)
    }

    @Test func aRestartedTraceLinksToTheCallers() throws {
        let receiver = try OTLPReceiver()
        let traces = "sample: 100%, inbound: restart"
        let gateway = try GatewayProcess.start(.traced(try .serving([:]), receiver, traces: traces))
        defer { gateway.stop() }
        let response = try gateway.get("/a", "traceparent: \(TraceContextCase.parent)-01", "tracestate: vendor=1")
        let request = try gateway.setup.scripts[0].log.request(to: "/a")
        #expect(request["traceparent"]?.contains(TraceContextCase.traceID) == false)
        #expect(request["tracestate"] == "ot=th:0")
        let line = try gateway.accessLine(of: response["X-Request-Id"] ?? "")
        #expect(gateway.terminate() == .exited(0))
        let span = try #require(receiver.spans.first { $0.kind == 2 })
        #expect(span.traceID == line.text("trace.id") && span.parentID.isEmpty)
        #expect(span.links == [.init(traceID: TraceContextCase.traceID, spanID: "1234567890123456")])
    }
}
