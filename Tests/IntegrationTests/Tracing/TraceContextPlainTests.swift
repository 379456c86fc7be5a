import Testing

/// W3C's test suite for trace context without a receiver of spans: nothing is sampled, and nothing added.
@Suite(.blocking, .sharing { GatewaySetup.proxy(try .serving([:])) }) struct TraceContextPlainTests {
    @Test(arguments: TraceContextCase.all) func holds(_ example: TraceContextCase) throws {
        try example.check(through: try SharedGateway.gateway(), mode: "plain")
    }

    @Test func nothingIsSampled() throws {
        let gateway = try SharedGateway.gateway()
        _ = try gateway.get("/plain", "traceparent: \(TraceContextCase.parent)-03", "tracestate: a=1,ot=th:0")
        let request = try gateway.setup.scripts[0].log.request(to: "/plain")
        #expect(request["traceparent"]?.hasSuffix("-02") == true)
        #expect(request["tracestate"] == "a=1,ot=th:0", "without a member of ours another's stays")
    }
}
