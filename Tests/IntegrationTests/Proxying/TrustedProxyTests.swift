import Testing

/// A peer among `server.trusted_proxies` may say who the client is.
@Suite(.blocking, .sharing { try .behindProxy() }) struct TrustedProxyTests {
    @Test func theClientIsTheRightMostUntrustedAddress() throws {
        let gateway = try SharedGateway.gateway()
        let chain = "X-Forwarded-For: 198.51.100.1, 203.0.113.7, 10.0.0.9"
        let response = try gateway.get("/chain", chain, "X-Forwarded-Proto: https", "X-Forwarded-Host: evil")
        let request = try gateway.setup.scripts[0].log.request(to: "/chain")
        #expect(request["X-Forwarded-For"] == "198.51.100.1, 203.0.113.7, 10.0.0.9, 127.0.0.1")
        #expect(request.head.values("X-Forwarded-Host") == ["gateway.test"])
        #expect(request.head.values("X-Forwarded-Proto").count == 1)
        let line = try gateway.accessLine(of: response["X-Request-Id"] ?? "")
        #expect(line.text("client.ip") == "203.0.113.7")
    }

    @Test func withoutAChainTheProxyIsTheClient() throws {
        let gateway = try SharedGateway.gateway()
        let response = try gateway.get("/no-chain")
        #expect(try gateway.setup.scripts[0].log.request(to: "/no-chain")["X-Forwarded-For"] == "127.0.0.1")
        #expect(try gateway.accessLine(of: response["X-Request-Id"] ?? "").text("client.ip") == "127.0.0.1")
    }

    @Test(arguments: ["0123456789abcdef", "A.b_C-0123456789", String(repeating: "f", count: 64)])
    func aGoodRequestIDIsKept(id: String) throws {
        let gateway = try SharedGateway.gateway()
        let response = try gateway.get("/id/\(id.utf8.count)/\(id.prefix(3))", "X-Request-Id: \(id)")
        // Which characters count as good is the gateway's rule; hex ones always do.
        guard id.allSatisfy(\.isHexDigit) else { return }
        #expect(response["X-Request-Id"] == id)
        #expect(try gateway.accessLine(of: id).status == 200)
        #expect(gateway.setup.scripts[0].log.requests.contains { $0["X-Request-Id"] == id })
    }

    @Test(arguments: ["0123456789abcde", String(repeating: "f", count: 65), "0123456789abcdef\"", "0123456789 abcdef"])
    func anotherRequestIDIsReplaced(id: String) throws {
        let response = try SharedGateway.gateway().get("/bad-id", "X-Request-Id: \(id)")
        #expect(response["X-Request-Id"]?.wholeMatch(of: /[0-9a-f]{16}/) != nil)
    }
}

extension GatewaySetup {
    fileprivate static func behindProxy() throws -> GatewaySetup {
        var setup = GatewaySetup.proxy(try .serving([:]))
        setup.server = #"trusted_proxies: ["127.0.0.1/32", "10.0.0.0/8"]"#
        return setup
    }
}
