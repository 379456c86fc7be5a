import LogPipeline
import Telemetry
import TestKit
import Testing

/// What the receiver reads of a request: names, times, attributes of OpenTelemetry.
@Suite(.timeLimit(.minutes(15))) struct SpanTests {
    /// Sends samples through a pipeline.
    private static func spans(_ samples: SampleRecord...) throws -> [OTLPSpan] {
        let rig = try TraceRig()
        try rig.rig.pipeline.start()
        for sample in samples { sample.write(to: rig.rig.ring) }
        let count = samples.reduce(0) { $0 + 1 + $1.attempts.count }
        #expect(rig.wait { rig.receiver.spans.count == count })
        rig.rig.pipeline.stop(within: 5)
        #expect(rig.receiver.errors.isEmpty)
        return rig.receiver.spans
    }

    @Test func theServerSpanDescribesTheRequest() throws {
        let sample = TraceSample.record()
        let span = try #require(try Self.spans(sample).first { $0.kind == 2 })
        #expect(span.name == "GET /v1/orders/{id}")
        #expect(span.traceID == "4bf92f3577b34da6a3ce929d0e0e4736" && span.spanID == "00f067aa0ba902b7")
        #expect(span.parentID.isEmpty && span.links.isEmpty && span.status == 0)
        #expect(span.flags == 0x102)
        #expect(span.start == 1_772_366_400_123_456_789 && span.end - span.start == 12_400_000)
        #expect(
            span.attributes == [
                "http.request.method": "GET", "http.route": "/v1/orders/{id}", "url.scheme": "http",
                "http.response.status_code": "200", "network.protocol.name": "http",
                "network.protocol.version": "1.1", "http.request.body.size": "0", "http.response.body.size": "212",
                "watchgate.phase_ns.parse": "21000", "watchgate.phase_ns.route": "900",
                "watchgate.phase_ns.auth": "31000", "watchgate.phase_ns.ratelimit": "4200",
                "watchgate.phase_ns.cache": "1100", "watchgate.phase_ns.upstream": "12120000",
                "watchgate.phase_ns.relay": "180000", "watchgate.phase_ns.write": "41800",
                "watchgate.trace.decision": "kept_exemplar",
            ]
        )
        #expect(span.resource["service.name"] == "watchgate" && span.resource["process.pid"] != nil)
        #expect(span.scope == "watchgate")
    }

    @Test func eachAttemptHasASpanBelowIt() throws {
        let spans = try Self.spans(TraceSample.record())
        let server = try #require(spans.first { $0.kind == 2 })
        let attempts = spans.filter { $0.kind == 3 }
        #expect(attempts.count == 2)
        #expect(
            attempts.allSatisfy { $0.parentID == server.spanID && $0.traceID == server.traceID && $0.name == "GET" }
        )
        #expect(
            attempts[0].attributes == [
                "http.request.method": "GET", "url.scheme": "http", "server.address": "::1", "server.port": "9002",
                "watchgate.upstream": "orders", "watchgate.connection.reused": "false", "error.type": "upstream_reset",
            ]
        )
        #expect(attempts[0].status == 2)
        #expect(
            attempts[1].attributes == [
                "http.request.method": "GET", "url.scheme": "http", "server.address": "127.0.0.1",
                "server.port": "9001", "http.response.status_code": "200", "http.request.resend_count": "1",
                "watchgate.upstream": "orders", "watchgate.connection.reused": "true",
            ]
        )
        #expect(attempts[1].status == 0)
    }

    @Test(arguments: Outcome.allCases) func theCodeIsTheErrorType(_ outcome: Outcome) throws {
        var sample = TraceSample.record(attempts: 0)
        sample.record.outcome = outcome.rawValue
        let span = try #require(try Self.spans(sample).first)
        #expect(span.attributes["error.type"] == (outcome == .success ? nil : outcome.labelText))
        #expect(span.status == (outcome == .success || outcome.who == .client ? 0 : 2))
    }

    @Test func callersAreParentsOrLinks() throws {
        var continued = TraceSample.record(attempts: 0)
        continued.trace?.parentSpanID = 0x17
        continued.trace?.randomness = 0xABC
        continued.trace?.flags = TraceContext.sampledFlag
        var restarted = TraceSample.record(1, attempts: 0)
        restarted.trace?.linkTraceIDHigh = 1
        restarted.trace?.linkSpanID = 2
        let spans = try Self.spans(continued, restarted)
        #expect(spans[0].parentID == "0000000000000017" && spans[0].flags == 0x301)
        #expect(spans[0].traceState == "ot=th:fd70a;rv:00000000000abc")
        let link = OTLPSpan.Link(traceID: "00000000000000010000000000000000", spanID: "0000000000000002")
        #expect(spans[1].links == [link] && spans[1].parentID.isEmpty && spans[1].traceState.isEmpty)
    }

    @Test func requestsWithoutRouteOrMethodHaveAName() throws {
        var unmatched = TraceSample.record(attempts: 0)
        unmatched.record.route = NameTable.unmatched.id
        var odd = TraceSample.record(1, attempts: 0)
        odd.record.route = NameTable.unmatched.id
        odd.record.method = MethodLabel.other.rawValue
        let spans = try Self.spans(unmatched, odd)
        #expect(spans[0].name == "GET" && spans[0].attributes["http.route"] == nil)
        #expect(spans[1].name == "HTTP" && spans[1].attributes["http.request.method"] == "_OTHER")
    }

    /// A span holds nothing that a client wrote.
    @Test func whatTheClientWroteIsNotThere() throws {
        var sample = TraceSample.record()
        sample.path = "/v1/orders/secret-path"
        sample.host = "secret-host"
        sample.userAgent = "secret-agent"
        sample.referrer = "secret-referrer"
        sample.requestID = "secret-request"
        for span in try Self.spans(sample) {
            #expect(!"\(span)".contains("secret"))
        }
    }
}
