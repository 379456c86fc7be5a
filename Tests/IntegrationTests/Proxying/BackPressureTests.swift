import Glibc
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

    /// A socket that is full to the last byte, and one byte more: it waits alone, and is no stall.
    @Test func aByteThatWaitsAloneLeavesLikeAnyOther() throws {
        let total = 400_000
        let upstream = try ScriptedUpstream { conversation in
            _ = try conversation.readRequest()
            try conversation.send("HTTP/1.1 200 OK\r\nContent-Length: \(total)\r\n\r\n")
            for _ in 0..<32 { try conversation.send([UInt8](repeating: 0x61, count: 4_096)) }
            conversation.pause(0.3)
            for _ in 0..<8_000 {
                try conversation.send([0x62])
                usleep(20)
            }
            try conversation.send([UInt8](repeating: 0x63, count: total - 32 * 4_096 - 8_000), within: 60)
            conversation.waitForEnd()
        }
        var setup = GatewaySetup.proxy(upstream)
        setup.timeouts = "write_stall: 5s"
        let gateway = try GatewayProcess.start(setup)
        defer { gateway.stop() }
        let client = try gateway.connect(receiveBytes: 4_096)
        try client.sendGet("/x")
        usleep(2_500_000)
        _ = try client.readHead()
        #expect(try client.readBytes(total).count == total)
        let line = try gateway.accessLines(count: 1)[0]
        #expect(line.reason.isEmpty && line.number("http.response.body.bytes") == total)
    }

    /// 16 KiB a second is four times what a window asks for, though the channel has no room to tell of for long.
    @Test func aSteadySlowReaderIsNoStall() throws {
        let upstream = try ScriptedUpstream { conversation in
            _ = try conversation.readRequest()
            try conversation.send("HTTP/1.1 200 OK\r\nContent-Length: 1000000\r\n\r\n")
            try conversation.send([UInt8](repeating: 0x61, count: 1_000_000), within: 60)
            conversation.waitForEnd()
        }
        var setup = GatewaySetup.proxy(upstream)
        setup.timeouts = "write_stall: 2s"
        let gateway = try GatewayProcess.start(setup)
        defer { gateway.stop() }
        let client = try gateway.connect(receiveBytes: 8_192)
        try client.sendGet("/x")
        _ = try client.readHead()
        for _ in 0..<35 {
            #expect(try client.readBytes(3_200).count == 3_200)
            usleep(200_000)
        }
        #expect(try gateway.scrape().sum("gateway_connections_closed_total") == 0)
    }
}
