import GatewayConfig
import GatewayCore
import Testing

@Suite struct HashTests {
    static let base = """
        server: { timeouts: { idle: 60s } }
        upstreams:
          a: { targets: ["127.0.0.1:1"] }
          b: { targets: ["127.0.0.1:2"] }
        routes:
          - { name: a, match: { path: /a, host: a.test }, upstream: a }
          - { name: b, match: { path: /b }, upstream: b }
        """

    @Test func itHas16HexDigits() throws {
        let hash = try Sample.plan(Self.base).hash
        #expect(hash.count == 16)
        #expect(hash.allSatisfy { "0123456789abcdef".contains($0) })
    }

    @Test(arguments: [
        ("60s", "1m"), ("60s", "60000ms"), ("# none", "# a comment"), ("a.test", "A.Test"),
        ("{ path: /b }", "{ \"path\": '/b' }"),
        (
            "  a: { targets: [\"127.0.0.1:1\"] }\n  b: { targets: [\"127.0.0.1:2\"] }",
            "  b: { targets: [{ address: \"127.0.0.1:2\" }] }\n  a: { targets: [\"127.0.0.1:1\"], balance: p2c }"
        ),
    ])
    func equalConfigurationsHaveEqualHashes(old: String, new: String) throws {
        let text = "# none\n" + Self.base
        #expect(text.contains(old))
        #expect(try Sample.plan(text).hash == Sample.plan(text.replacing(old, with: new)).hash)
    }

    @Test(arguments: [
        ("60s", "61s"), ("/b", "/c"), ("127.0.0.1:2", "127.0.0.1:3"), ("host: a.test", "host: b.test"),
        ("upstream: b", "upstream: a"),
    ])
    func otherConfigurationsHaveOtherHashes(old: String, new: String) throws {
        #expect(try Sample.plan(Self.base).hash != Sample.plan(Self.base.replacing(old, with: new)).hash)
    }

    @Test func theEnvironmentCounts() throws {
        let hash = try Sample.plan(Self.base).hash
        #expect(try Sample.plan(Self.base, ["API_PORT": "8081"]).hash != hash)
        #expect(try Sample.plan(Self.base, ["API_PORT": "8080"]).hash == hash, "only the value counts")
        #expect(try Sample.plan(Self.base, ["APP_ENV": "production"]).hash != hash)
        #expect(try Sample.plan(Self.base, ["HOME": "/x"]).hash == hash)
    }
}
