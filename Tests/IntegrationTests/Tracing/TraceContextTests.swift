import TestKit
import Testing

/// W3C's test suite for trace context, while every trace is sampled: our member of `tracestate` is always there.
@Suite(
    .blocking,
    .sharing { .traced(try .serving([:]), try OTLPReceiver(), traces: "sample: 100%") }
)
struct TraceContextTests {
    @Test func theTableIsWhole() {
        #expect(Set(TraceContextCase.all.map(\.name)).count == 40)
    }

    @Test(arguments: TraceContextCase.all) func holds(_ example: TraceContextCase) throws {
        try example.check(through: try SharedGateway.gateway(), mode: "sampled")
    }

    @Test func aTraceOfOursIsRandomAndSampled() throws {
        let gateway = try SharedGateway.gateway()
        _ = try gateway.get("/ours")
        let request = try gateway.setup.scripts[0].log.request(to: "/ours")
        #expect(request["traceparent"]?.hasSuffix("-03") == true)
        #expect(request["tracestate"] == "ot=th:0")
    }

    /// Level 2: the random flag is the caller's to set, the sampled flag is not.
    @Test(arguments: [("00", "01"), ("01", "01"), ("02", "03"), ("03", "03"), ("fc", "01"), ("ff", "03")])
    func flagsGoOn(_ received: String, _ sent: String) throws {
        let gateway = try SharedGateway.gateway()
        _ = try gateway.get("/flags/\(received)", "traceparent: \(TraceContextCase.parent)-\(received)")
        let request = try gateway.setup.scripts[0].log.request(to: "/flags/\(received)")
        #expect(request["traceparent"]?.hasSuffix("-\(sent)") == true)
    }

    /// Ids from outside get random bits of ours, the same for each request of a trace.
    @Test func idsFromOutsideGetRandomnessOfOurs() throws {
        let gateway = try SharedGateway.gateway()
        let state = "tracestate: ot=th:8;rv:ffffffffffffff,vendor=1"
        var seen: [String?] = []
        for target in ["/rv/1", "/rv/2"] {
            _ = try gateway.get(target, "traceparent: \(TraceContextCase.parent)-01", state)
            seen.append(try gateway.setup.scripts[0].log.request(to: target)["tracestate"])
        }
        let member = try #require(seen[0])
        #expect(member.wholeMatch(of: /ot=th:0;rv:[0-9a-f]{14},vendor=1/) != nil, "\(member)")
        #expect(!member.contains("ffffffffffffff"))
        #expect(seen[0] == seen[1])
    }
}
