import Testing

/// Rows of the rejection table that show only in the body: the request was forwarded in part, but never whole.
@Suite(.blocking, .sharing { try .rejectingBodies() }) struct BodyRejectionTests {
    private static func expectRefusal(_ request: RefusedRequest, slowly: Bool = false) throws {
        let gateway = try SharedGateway.gateway()
        let client = try gateway.connect()
        if slowly { try client.sendSlowly(request.bytes) } else { try client.send(request.bytes) }
        let response = try client.read()
        #expect(response.status == request.status)
        let problem = try response.problem()
        #expect(problem.code == request.code)
        #expect(response.closes)
        #expect(client.ending() == .closed)
        let upstream = gateway.setup.scripts[0].log
        #expect(upstream.requests.isEmpty, "forwarded: \(upstream.requests.first?.head.text ?? "")")
        let line = try gateway.accessLine(of: problem.requestID)
        #expect(line.status == request.status)
        #expect(line.reason == request.code)
        #expect(line.text("http.request.method") == "POST")
        #expect(line.phaseSum == line.duration)
        #expect(try gateway.get("/fine").text == "/fine")
    }

    @Test(arguments: RefusedRequest.chunks) func chunks(request: RefusedRequest) throws {
        try Self.expectRefusal(request)
    }

    @Test(arguments: RefusedRequest.trailers) func trailers(request: RefusedRequest) throws {
        try Self.expectRefusal(request)
    }

    @Test(arguments: RefusedRequest.bodies) func bodies(request: RefusedRequest) throws {
        try Self.expectRefusal(request)
    }

    @Test(arguments: RefusedRequest.chunks.filter { $0.bytes.count < 500 } + RefusedRequest.trailers.prefix(10))
    func byteByByte(request: RefusedRequest) throws {
        try Self.expectRefusal(request, slowly: true)
    }

    /// A body that goes wrong after the upstream has taken a part of it: the attempt is given up, not completed.
    @Test func aBodyThatGoesWrongLater() throws {
        let gateway = try SharedGateway.gateway()
        let client = try gateway.connect()
        try client.send("POST /x HTTP/1.1\r\nHost: a\r\nTransfer-Encoding: chunked\r\n\r\n5\r\nhello\r\n")
        let upstream = gateway.setup.scripts[0].log
        try Deadline.wait(for: "the head at the upstream") { upstream.headCount > 0 ? () : nil }
        try client.send("x\r\n")
        let response = try client.read()
        #expect(response.status == 400)
        #expect(try response.problem().code == "client_bad_request")
        #expect(client.ending() == .closed)
        #expect(upstream.requests.isEmpty)
    }
}

extension GatewaySetup {
    fileprivate static func rejectingBodies() throws -> GatewaySetup {
        let strict = try ScriptedUpstream.answering(body: "complete")
        var setup = GatewaySetup.proxy(strict)
        let honest = try ScriptedUpstream.serving([:])
        setup.scripts.append(honest)
        setup.upstreams.append(Upstream(name: "honest", ports: [honest.port]))
        setup.routes += [
            #"{ name: fine, match: { path: "/fine" }, upstream: honest }"#,
            #"{ name: small, match: { path: "/small" }, upstream: a, limits: { body_bytes: 1KiB } }"#,
        ]
        return setup
    }
}
