import Testing

/// The rejection table of security.md section 2, over a real socket: every row is answered as it says, once, the
/// connection closes, nothing reaches the upstream, and the log knows of it.
@Suite(.blocking, .sharing { try .rejecting() }) struct RejectionTests {
    /// Sends a request that must be refused and looks at all that follows from it.
    private static func expectRefusal(_ request: RefusedRequest, slowly: Bool = false, hasHead: Bool = false) throws {
        let gateway = try SharedGateway.gateway()
        let client = try gateway.connect()
        if slowly { try client.sendSlowly(request.bytes) } else { try client.send(request.bytes) }
        let response = try client.read()
        #expect(response.status == request.status)
        let problem = try response.problem()
        #expect(problem.code == request.code)
        #expect(!problem.retryable)
        #expect(problem.requestID != "0000000000000000")
        #expect(problem.type.hasSuffix(request.code))
        #expect(!problem.title.isEmpty && !problem.detail.isEmpty)
        #expect(response["Allow"] == request.allow)
        #expect(response.closes)
        #expect(client.ending() == .closed)
        let upstream = gateway.setup.scripts[0].log
        #expect(upstream.requests.isEmpty, "forwarded: \(upstream.requests.first?.head.text ?? "")")
        if !hasHead { #expect(upstream.headCount == 0) }
        try Self.expectRecord(request, problem, gateway)
        #expect(try gateway.get("/fine").text == "/fine")
    }

    private static func expectRecord(_ request: RefusedRequest, _ problem: Problem, _ gateway: GatewayProcess) throws {
        let line = try gateway.accessLine(of: problem.requestID)
        #expect(line.status == request.status)
        #expect(line.reason == request.code)
        #expect(line.text("event.outcome") == "failure")
        #expect(line.text("log.level") == (request.code.hasPrefix("client_") ? "warn" : "error"))
        #expect(line.phaseSum == line.duration)
        #expect(line.text("gateway.upstream.address") == nil || request.text.hasPrefix("POST"))
        // The trace id of a refused head may be missing in both places, but they agree.
        #expect(line.text("trace.id") == problem.traceID)
    }

    @Test(arguments: RefusedRequest.bytes) func oddBytes(request: RefusedRequest) throws {
        try Self.expectRefusal(request)
    }

    @Test(arguments: RefusedRequest.lines) func requestLines(request: RefusedRequest) throws {
        try Self.expectRefusal(request)
    }

    @Test(arguments: RefusedRequest.targets) func targets(request: RefusedRequest) throws {
        try Self.expectRefusal(request)
    }

    @Test(arguments: RefusedRequest.sizes) func sizes(request: RefusedRequest) throws {
        try Self.expectRefusal(request)
    }

    @Test(arguments: RefusedRequest.names) func fieldNames(request: RefusedRequest) throws {
        try Self.expectRefusal(request)
    }

    @Test(arguments: RefusedRequest.hosts) func hosts(request: RefusedRequest) throws {
        try Self.expectRefusal(request)
    }

    @Test(arguments: RefusedRequest.framing) func framingFields(request: RefusedRequest) throws {
        try Self.expectRefusal(request)
    }

    @Test(arguments: RefusedRequest.options) func connectionAndExpect(request: RefusedRequest) throws {
        try Self.expectRefusal(request)
    }

    /// What is refused does not depend on how the bytes arrive.
    @Test(
        arguments: RefusedRequest.bytes + RefusedRequest.lines + RefusedRequest.names + RefusedRequest.hosts
            + RefusedRequest.framing
    )
    func byteByByte(request: RefusedRequest) throws {
        try Self.expectRefusal(request, slowly: true)
    }

    @Test func aRefusedHeadHasNoMethodAndNoRoute() throws {
        let gateway = try SharedGateway.gateway()
        let response = try gateway.exchange("GET /x HTTP/1.1\r\nHost : a\r\n\r\n")
        let line = try gateway.accessLine(of: response["X-Request-Id"] ?? "")
        #expect(line.text("http.request.method") == "_OTHER")
        #expect(line.text("gateway.route") == "_unmatched")
        #expect(line.text("url.path") == nil)
        #expect(line.number("http.request.bytes") == 29)
    }

    /// An answer to a large request that is refused arrives: what is still being sent is read and thrown away.
    @Test func theAnswerArrivesWhileTheClientIsSending() throws {
        let client = try SharedGateway.gateway().connect()
        let head = "POST /x HTTP/1.1\r\nHost: a\r\nContent-Length: 1048577\r\n\r\n"
        try client.send(Array(head.utf8) + [UInt8](repeating: 0x62, count: 60_000))
        #expect(try client.read().status == 413)
        #expect(client.ending() == .closed)
    }
}

extension GatewaySetup {
    /// The first upstream must never see anything; the second answers honest requests.
    fileprivate static func rejecting() throws -> GatewaySetup {
        let silent = try ScriptedUpstream.answering(body: "this must not be seen")
        var setup = GatewaySetup.proxy(silent)
        let honest = try ScriptedUpstream.serving([:])
        setup.scripts.append(honest)
        setup.upstreams.append(Upstream(name: "honest", ports: [honest.port]))
        setup.routes.append(#"{ name: fine, match: { path: "/fine" }, upstream: honest }"#)
        return setup
    }
}
