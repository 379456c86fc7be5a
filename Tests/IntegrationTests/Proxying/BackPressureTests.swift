import Testing

/// A side that takes nothing stops the other: the gateway holds back instead of piling up.
@Suite(.blocking) struct BackPressureTests {
    private static let total = 48 << 20
    /// What the kernel's buffers may hold on both sides, by far less than all.
    private static let most = 24 << 20

    @Test func aSlowReaderSlowsTheUpstream() throws {
        let sent = Counter()
        let upstream = try ScriptedUpstream { conversation in
            _ = try conversation.readRequest()
            try conversation.send("HTTP/1.1 200 OK\r\nContent-Length: \(Self.total)\r\n\r\n")
            let part = [UInt8](repeating: 0x61, count: 65_536)
            for _ in 0..<Self.total / part.count {
                try conversation.send(part, within: 60)
                sent.add(part.count)
            }
            conversation.waitForEnd()
        }
        let gateway = try GatewayProcess.start(.proxy(upstream))
        defer { gateway.stop() }
        let before = try gateway.scrape().sum("process_resident_memory_bytes")
        let client = try gateway.connect(receiveBytes: 65_536)
        try client.sendGet("/large")
        try Self.waitUntilStill(sent)
        #expect(sent.value < Self.most)
        let held = Int(try gateway.scrape().sum("process_resident_memory_bytes") - before)
        #expect(held < 4 << 20, "resident memory grew by \(held) bytes")
        var read = 0
        _ = try client.readHead()
        while read < Self.total { read += try client.readBytes(1 << 20).count }
        #expect(try gateway.accessLines(count: 1)[0].number("http.response.body.bytes") == Self.total)
    }

    @Test func aSlowUpstreamSlowsTheClient() throws {
        let isOpen = Counter()
        let upstream = try ScriptedUpstream { conversation in
            _ = try conversation.readHead()
            while isOpen.value == 0 { conversation.pause(0.01) }
            var read = 0
            while read < Self.total { read += try conversation.readBytes(1 << 20).count }
            try conversation.respond(body: "\(read)")
            conversation.waitForEnd()
        }
        var setup = GatewaySetup.proxy(upstream)
        setup.limits = "body_bytes: 64MiB"
        let gateway = try GatewayProcess.start(setup)
        defer { gateway.stop() }
        let before = try gateway.scrape().sum("process_resident_memory_bytes")
        let sent = Counter()
        let port = gateway.port
        let answer = Box<String>()
        ScriptedUpstream.startThread { answer.set(Self.upload(port, sent)) }
        try Self.waitUntilStill(sent)
        #expect(sent.value < Self.most)
        let held = Int(try gateway.scrape().sum("process_resident_memory_bytes") - before)
        #expect(held < 4 << 20, "resident memory grew by \(held) bytes")
        isOpen.add(1)
        #expect(try Deadline.wait(for: "the answer", within: 60) { answer.value } == "\(Self.total)")
    }

    private static func upload(_ port: Int, _ sent: Counter) -> String {
        do {
            let client = try RawClient(port: port)
            try client.send("POST /large HTTP/1.1\r\nHost: a\r\nContent-Length: \(Self.total)\r\n\r\n")
            let part = [UInt8](repeating: 0x61, count: 65_536)
            for _ in 0..<Self.total / part.count {
                try client.socket.send(part, by: Deadline(60))
                sent.add(part.count)
            }
            return try client.read().text
        } catch {
            return "\(error)"
        }
    }

    /// Waits until a counter has moved and then stays where it is for half a second.
    private static func waitUntilStill(_ counter: Counter) throws {
        var last = 0
        var since = Deadline(0.5)
        try Deadline.wait(for: "the sender to be stopped") {
            let value = counter.value
            if value != last {
                last = value
                since = Deadline(0.5)
            }
            return value > 0 && since.hasPassed ? () : nil
        }
    }
}
