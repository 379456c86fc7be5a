import Testing

/// 5xx of an upstream are passed through as they are, and counted as its errors.
@Suite(.blocking) struct ErrorStatusTests {
    @Test(arguments: [500, 502, 503, 504, 599]) func a5xxIsPassedThrough(status: Int) throws {
        let upstream = try ScriptedUpstream.answering(
            "\(status) Its Own",
            fields: "Content-Type: text/plain\r\nRetry-After: 7\r\n",
            body: "its own words"
        )
        let gateway = try GatewayProcess.start(.proxy(upstream))
        defer { gateway.stop() }
        let client = try gateway.connect()
        try client.sendGet("/x")
        let response = try client.read()
        #expect(response.text == "its own words")
        #expect(response["Retry-After"] == "7")
        #expect(response["Content-Type"] == "text/plain")
        #expect(response.reason == "Its Own")
        #expect(!response.closes)
        // 599 is not registered, so it is no label; the log has it.
        if status == 599 {
            let exposition = try gateway.scrape(until: "it is counted") { $0.requestCount == 1 }
            let counted = exposition.samples("http_server_request_duration_seconds_count").filter { $0.value > 0 }
            #expect(counted.map { $0.labels["http_response_status_code"] } == ["_other"])
            #expect(try gateway.accessLines(count: 1)[0].status == 599)
            return
        }
        let line = try gateway.expectOutcome("upstream_error_status", status: status, response)
        #expect(line.number("gateway.upstream.status_code") == status)
        #expect(line.number("gateway.upstream.attempts") == 1, "an answer is not tried again")
        #expect(gateway.setup.scripts[0].log.requests.count == 1)
    }

    @Test func theConnectionsGoOnAfterA5xx() throws {
        let gateway = try GatewayProcess.start(.proxy(try .answering("500 Oops", body: "x")))
        defer { gateway.stop() }
        let client = try gateway.connect()
        for _ in 0..<5 {
            try client.sendGet("/x")
            #expect(try client.read().status == 500)
        }
        #expect(gateway.setup.scripts[0].log.connectionCount == 1)
    }

    /// An upstream may answer before it has the whole request, for instance to refuse it.
    @Test func anEarlyAnswerIsPassedThrough() throws {
        let upstream = try ScriptedUpstream { conversation in
            _ = try conversation.readHead()
            try conversation.respond("413 Too Large", body: "stop")
            conversation.waitForEnd()
        }
        let gateway = try GatewayProcess.start(.proxy(upstream))
        defer { gateway.stop() }
        let client = try gateway.connect()
        try client.send("POST /x HTTP/1.1\r\nHost: a\r\nContent-Length: 1000\r\n\r\nhalf")
        let response = try client.read()
        #expect(response.status == 413)
        #expect(response.text == "stop")
        try gateway.expectOutcome("", status: 413, response)
    }
}
