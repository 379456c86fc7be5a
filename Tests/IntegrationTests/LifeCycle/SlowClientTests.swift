import Testing

/// Many slow clients at once: each is closed at its deadline, and honest ones notice nothing (security.md section 3).
@Suite(.blocking) struct SlowClientTests {
    /// Ways to be slow, with the deadline that ends them, in seconds.
    ///
    /// Reading is looked at in windows: the first one may have seen the buffers fill.
    enum Kind: CaseIterable {
        case slowHead, slowBody, slowRead, idle

        var latest: Double { self == .slowRead ? 2 * self.limit : self.limit }

        /// A body under 500 bytes/s ends after 5 s, whatever its total may be.
        var limit: Double { self == .slowBody ? min(2 * SlowClientTests.second, 5) : SlowClientTests.second }
    }

    /// What one slow client saw.
    struct Attack: Sendable {
        var kind: Kind
        var seconds: Double
        var ending: RawClient.Ending
        var answer: String
    }

    /// Later than its deadline by so much, and a client counts as still there: the machine may be busy.
    private static let grace = Scale.isFull ? 5.0 : 2.5
    /// The shortened deadlines; longer when thousands of clients have to be served.
    private static let second = Scale.isFull ? 10.0 : 1.0

    private static func setup() throws -> GatewaySetup {
        var setup = GatewaySetup.proxy(
            try ScriptedUpstream { conversation in
                while true {
                    let request = try conversation.readRequest()
                    if request.target != "/large" {
                        try conversation.respond(body: "honest")
                        continue
                    }
                    try conversation.send("HTTP/1.1 200 OK\r\nContent-Length: 12000000\r\n\r\n")
                    for _ in 0..<120 { try conversation.send([UInt8](repeating: 0x61, count: 100_000), within: 60) }
                }
            },
            "pool: { connections: 3000 }"
        )
        setup.shards = 2
        let time = "\(Int(Self.second))s"
        setup.timeouts = "head: \(time), idle: \(time), write_stall: \(time), body_idle: \(time)"
        setup.timeouts += ", body_total: \(2 * Int(Self.second))s"
        return setup
    }

    @Test func eachIsClosedAtItsDeadline() throws {
        let gateway = try GatewayProcess.start(try Self.setup())
        defer { gateway.stop() }
        let port = gateway.port
        if Scale.isFull { Scale.raiseDescriptorLimit() }
        let each = Scale.count(20, full: 1_000)
        let honest = ClosedLoop(port: port, target: "/honest")
        let tally = Box<ClosedLoop.Tally>()
        ScriptedUpstream.startThread { tally.set(honest.run()) }
        let attacks = Workers.run(4 * each) { number in
            let kind = Kind.allCases[number % 4]
            return Self.attack(kind, port)
        }
        honest.stop()
        for attack in attacks {
            #expect(attack.ending != .open, "\(attack.kind)")
            #expect(attack.seconds > attack.kind.limit - 0.2, "\(attack.kind) was closed early")
            #expect(attack.seconds < attack.kind.latest + Self.grace, "\(attack.kind)")
            switch attack.kind {
            case .slowHead, .slowBody: #expect(attack.answer.hasPrefix("HTTP/1.1 408 "), "\(attack.kind)")
            case .slowRead: #expect(attack.ending == .reset)
            case .idle: #expect(attack.answer.isEmpty && attack.ending == .closed)
            }
        }
        let seen = try Deadline.wait(for: "the honest client") { tally.value }
        #expect(seen.failures == [])
        #expect(seen.answered > 20)
        let exposition = try gateway.scrape(until: "all are closed") { $0.sum("gateway_connections") == 0 }
        #expect(exposition.outcomes["client_timeout"] == 2 * each)
        #expect(exposition.outcomes["client_closed"] == each)
        #expect(exposition.sum("gateway_connections_closed_total", ["reason": "deadline"]) == Double(3 * each))
        #expect(exposition.sum("gateway_connections_closed_total", ["reason": "idle_timeout"]) == Double(each))
    }

    private static func attack(_ kind: Kind, _ port: Int) -> Attack {
        let start = Deadline.now()
        var attack = Attack(kind: kind, seconds: 0, ending: .open, answer: "")
        do {
            let client = try RawClient(port: port, receiveBytes: kind == .slowRead ? 8_192 : nil)
            switch kind {
            case .slowHead: try Self.drip(client, "GET /x HTTP/1.1\r\nHost: a\r\nX-A: ", "a")
            case .slowBody:
                try Self.drip(client, "POST /x HTTP/1.1\r\nHost: a\r\nContent-Length: 1000\r\n\r\n", "x")
            case .slowRead: try client.sendGet("/large")
            case .idle: break
            }
            Self.watch(client, &attack)
        } catch {
            attack.answer = "\(error)"
        }
        attack.seconds = Double(Deadline.now() - start) / 1e9
        return attack
    }

    /// Waits for what becomes of the connection.
    private static func watch(_ client: RawClient, _ attack: inout Attack) {
        if attack.kind == .slowRead {
            attack.ending = client.socket.isReset(by: Deadline(8 * SlowClientTests.second)) ? .reset : .open
            return
        }
        attack.ending = client.ending(within: 8 * Self.second)
        if case .bytes(let text) = attack.ending {
            attack.answer = text
            attack.ending = client.drain(within: 8 * Self.second)
        }
    }

    /// Sends a beginning, and then a little again and again until something comes back.
    private static func drip(_ client: RawClient, _ beginning: String, _ drop: String) throws {
        try client.send(beginning)
        for _ in 0..<1_000 {
            if client.ending(within: 0.1) != .open { return }
            try client.send(drop)
        }
    }
}
