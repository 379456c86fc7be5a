import Testing

/// Bodies in both directions.
@Suite(.blocking, .sharing { try .bodies() }) struct BodyTests {
    /// The limit of a body, and some bytes that do not repeat within a read.
    static let mebibyte: [UInt8] = {
        var state: UInt32 = 7
        return (0..<1_048_576).map { _ in
            state = state &* 1_664_525 &+ 1_013_904_223
            return UInt8(truncatingIfNeeded: state >> 24)
        }
    }()

    private static func chunked(_ body: [UInt8], size: Int) -> [UInt8] {
        var bytes: [UInt8] = []
        var rest = body[...]
        while !rest.isEmpty {
            let part = rest.prefix(size)
            bytes += Array("\(String(part.count, radix: 16))\r\n".utf8) + part + [13, 10]
            rest = rest.dropFirst(part.count)
        }
        return bytes + Array("0\r\n\r\n".utf8)
    }

    @Test(arguments: ["/echo", "/echo-chunked"], [true, false])
    func aMebibyteGoesThroughBothWays(path: String, isChunked: Bool) throws {
        let client = try SharedGateway.gateway().connect()
        let framing = isChunked ? "Transfer-Encoding: chunked" : "Content-Length: \(Self.mebibyte.count)"
        let head = "POST \(path) HTTP/1.1\r\nHost: a\r\n\(framing)\r\n\r\n"
        let body = isChunked ? Self.chunked(Self.mebibyte, size: 10_000) : Self.mebibyte
        try client.send(Array(head.utf8) + body)
        let response = try client.read()
        #expect(response.framing == (path == "/echo" ? .length(Self.mebibyte.count) : .chunked))
        let isEqual = response.body == Self.mebibyte
        #expect(isEqual)
        #expect(try client.get("/after").status == 200)
    }

    @Test(arguments: [0, 1, 15, 16, 17, 4_095, 4_096, 16_383, 16_384, 16_385, 50_000, 65_535, 65_536, 65_537])
    func bodiesOfManySizes(count: Int) throws {
        let client = try SharedGateway.gateway().connect()
        let body = Array(Self.mebibyte.prefix(count))
        for path in ["/echo", "/echo-chunked"] {
            try client.send(Array("PUT \(path) HTTP/1.1\r\nHost: a\r\nContent-Length: \(count)\r\n\r\n".utf8) + body)
            let isEqual = try client.read().body == body
            #expect(isEqual)
        }
    }

    @Test func aBodyThatArrivesByteByByte() throws {
        let client = try SharedGateway.gateway().connect()
        try client.sendSlowly(Array("POST /echo HTTP/1.1\r\nHost: a\r\nContent-Length: 5\r\n\r\nhello".utf8))
        #expect(try client.read().text == "hello")
        let chunks = "2\r\nhe\r\n3;x=y\r\nllo\r\n0\r\nX-T: 1\r\n\r\n"
        try client.sendSlowly(
            Array("POST /echo HTTP/1.1\r\nHost: a\r\nTransfer-Encoding: chunked\r\n\r\n\(chunks)".utf8)
        )
        #expect(try client.read().text == "hello")
        #expect(try client.get("/drip").text == "drips")
    }

    @Test func aChunkedRequestIsFramedAnew() throws {
        let gateway = try SharedGateway.gateway()
        let body = "5;a=b;c=\"d;e\"\r\nhello\r\n06\r\n world\r\n000\r\nX-Sum: 1\r\nX-More: 2\r\n\r\n"
        let fields = "Transfer-Encoding: Chunked\r\nTrailer: X-Sum"
        let response = try gateway.exchange("POST /anew HTTP/1.1\r\nHost: a\r\n\(fields)\r\n\r\n\(body)")
        #expect(response.status == 200)
        // The reader of the upstream accepts neither extensions nor trailers.
        let request = try gateway.setup.scripts[0].log.request(to: "/anew")
        #expect(String(decoding: request.body, as: UTF8.self) == "hello world")
        #expect(request["Transfer-Encoding"] == "chunked")
        #expect(request["Content-Length"] == nil)
        #expect(request["Trailer"] == nil)
    }

    @Test func aChunkedResponseIsFramedAnew() throws {
        let client = try SharedGateway.gateway().connect()
        let response = try client.get("/extras")
        #expect(response.framing == .chunked)
        #expect(response.text == "hello world")
        #expect(response["Trailer"] == nil)
        #expect(try client.get("/after").text == "/after")
    }

    @Test func aChunkedResponseToHTTP10EndsWithTheConnection() throws {
        let client = try SharedGateway.gateway().connect()
        try client.send("GET /extras HTTP/1.0\r\n\r\n")
        let response = try client.read()
        #expect(response.framing == .untilClose)
        #expect(response.text == "hello world")
        #expect(response.closes)
    }

    @Test func aCloseDelimitedResponseIsChunkedForTheClient() throws {
        let client = try SharedGateway.gateway().connect()
        let response = try client.get("/until-close")
        #expect(response.framing == .chunked)
        #expect(response.text == "end")
        #expect(!response.closes)
        #expect(try client.get("/after").text == "/after")
        try client.send("GET /until-close HTTP/1.0\r\n\r\n")
        let old = try client.read()
        #expect(old.framing == .untilClose)
        #expect(old.text == "end")
    }

    @Test(arguments: ["GET", "HEAD"])
    func aBodyOfAGETIsSentOnAndTheConnectionNotUsedAgain(method: String) throws {
        let gateway = try SharedGateway.gateway()
        let target = "/with-body/\(method)"
        let request = "\(method) \(target) HTTP/1.1\r\nHost: a\r\nContent-Length: 4\r\n\r\nbody"
        #expect(try gateway.exchange(request, method: method).status == 200)
        let received = try gateway.setup.scripts[0].log.request(to: target)
        #expect(String(decoding: received.body, as: UTF8.self) == "body")
    }
}

extension GatewaySetup {
    fileprivate static func bodies() throws -> GatewaySetup {
        GatewaySetup.proxy(
            try .serving([
                "/echo": { conversation, request in
                    try conversation.send("HTTP/1.1 200 OK\r\nContent-Length: \(request.body.count)\r\n\r\n")
                    try conversation.send(request.body)
                },
                "/echo-chunked": { conversation, request in
                    try conversation.send("HTTP/1.1 200 OK\r\nTransfer-Encoding: chunked\r\n\r\n")
                    var rest = request.body[...]
                    while !rest.isEmpty {
                        let part = rest.prefix(7_000)
                        try conversation.send("\(String(part.count, radix: 16))\r\n")
                        try conversation.send(Array(part))
                        try conversation.send("\r\n")
                        rest = rest.dropFirst(part.count)
                    }
                    try conversation.send("0\r\n\r\n")
                },
                "/extras": { conversation, _ in
                    let body = "5;a=b;c=\"d;e\"\r\nhello\r\n6;x\r\n world\r\n0\r\nX-Sum: 1\r\n\r\n"
                    try conversation.send(
                        "HTTP/1.1 200 OK\r\nTransfer-Encoding: chunked\r\nTrailer: X-Sum\r\n\r\n\(body)"
                    )
                },
                "/until-close": { conversation, request in
                    try conversation.send("HTTP/1.1 200 OK\r\nContent-Type: text/plain\r\n\r\n")
                    try conversation.send(request.body)
                    try conversation.send("end")
                    conversation.close()
                },
                "/drip": { conversation, _ in
                    try conversation.send("HTTP/1.1 200 OK\r\nContent-Length: 5\r\n\r\n")
                    for byte in "drips".utf8 {
                        try conversation.send([byte])
                        conversation.pause(0.02)
                    }
                },
            ])
        )
    }
}
