import GatewayConfig
import GatewayCore
import NIOCore
import Testing

/// The table's defaults are those of the plan's types, and every key reaches its place in the plan.
@Suite struct DefaultTests {
    @Test func aMinimalFileGivesThePlansDefaults() throws {
        let plan = try Sample.plan(Sample.minimal)
        var server = ServerPlan()
        server.shards = plan.server.shards
        #expect(plan.server == server)
        #expect((1...64).contains(plan.server.shards))
        #expect(plan.admin == AdminPlan())
        var logs = LogsPlan()
        logs.file.path = "./.watchgate/access.jsonl"
        logs.ringsDirectory = "./.watchgate/rings"
        #expect(plan.logs == logs)
        #expect(plan.traces == TracesPlan())
        let target = UpstreamPlan.Target(address: "127.0.0.1:9001", host: "127.0.0.1", port: 9001)
        #expect(plan.upstreams == [UpstreamPlan(name: "orders", targets: [target])])
        #expect(plan.routes == [RoutePlan(name: "all", path: "/*", upstream: 0)])
        #expect(plan.stateDirectory == "./.watchgate")
        #expect(plan.rateLimits.isEmpty)
    }

    @Test(
        arguments: [
            ("127.0.0.1", nil), ("localhost", nil), ("::1", nil), ("127.8.9.10", nil), ("0.0.0.0", 256), ("::", 256),
            ("10.0.0.1", 256),
        ] as [(String, Int?)]
    )
    func connectionsPerClientAreLimitedUnlessTheHostIsLoopback(host: String, limit: Int?) throws {
        let text = Sample.minimal + "server: { host: \"\(host)\" }\n"
        #expect(try Sample.plan(text).server.limits.connectionsPerClient == limit)
        let explicit = Sample.minimal + "server: { host: \"\(host)\", limits: { connections_per_client: 7 } }\n"
        #expect(try Sample.plan(explicit).server.limits.connectionsPerClient == 7)
    }

    @Test func everyKeyReachesThePlan() throws {
        let plan = try Sample.plan(
            """
            server:
              host: 10.1.2.3
              port: 1
              shards: 3
              timeouts: { head: 1s, body_idle: 2s, body_total: 3s, idle: 4s, write_stall: 5s, drain: 0s }
              limits:
                { head_bytes: 2KiB, header_count: 3, field_bytes: 1KiB, target_bytes: 64B, body_bytes: 0B, connections: 4,
                  connections_per_client: 5, in_flight: 6, memory: 64MiB }
              trusted_proxies: [10.0.0.0/8, "2001:db8::/32", 192.168.1.1]
            admin: { host: "::1", port: 2 }
            state_dir: state
            upstreams:
              b: { targets: ["127.0.0.1:1"] }
              a:
                targets: [{ address: "[::1]:9001", weight: 1000 }, "x.test:2"]
                balance: hash
                hash_header: X-Account
                pool: { connections: 1, waiters: 0 }
                ejection: { errors: 2, time: 100ms, max_share: 12.5% }
                timeouts: { connect: 200ms, first_byte: 300ms, total: 1h }
                health: { path: "/h?x=1", interval: 30s }
                retries: { attempts: 1, budget: 0% }
            rate_limit:
              policies:
                - { name: p, key: [client], limit: 2, per: 1m }
                - { name: q, key: [client], limit: 3, per: 1h, burst: 9, scope: local, mode: shadow }
            routes:
              - name: r
                match: { path: "/a/{id}/*", methods: [GET, PURGE], host: API.Example.com }
                upstream: a
                rate_limit: [q, p]
                limits: { body_bytes: 4MiB, body_total: 2m, in_flight: 200 }
                private: true
                encoded_slash: pass
                cost: 2
              - { name: s, match: { path: / }, upstream: b }
            logs:
              access: { sinks: [stdout, file, journald] }
              app: { sinks: [journald], level: debug }
              audit: { sinks: [stdout, file] }
              rings: { dir: /run/w, bytes: 64KiB }
              sinks: { file: { path: /tmp/a.jsonl, rotate_bytes: 1MiB, keep: 0, compress: none }, journald: { ecs: false } }
            telemetry:
              traces: { sample: 12.5%, slow: 2s, otlp: "http://[::1]:4318/v1/traces", inbound: restart }
            """
        )
        var server = ServerPlan()
        (server.host, server.port, server.shards) = ("10.1.2.3", 1, 3)
        server.timeouts.head = .seconds(1)
        server.timeouts.bodyIdle = .seconds(2)
        server.timeouts.bodyTotal = .seconds(3)
        server.timeouts.idle = .seconds(4)
        server.timeouts.writeStall = .seconds(5)
        server.timeouts.drain = .seconds(0)
        server.limits.headBytes = 2_048
        server.limits.headerCount = 3
        server.limits.fieldBytes = 1_024
        server.limits.targetBytes = 64
        server.limits.bodyBytes = 0
        server.limits.connections = 4
        server.limits.connectionsPerClient = 5
        server.limits.inFlight = 6
        server.limits.memoryBytes = 64 << 20
        server.trustedProxies = [
            AddressBlock(high: 0, low: 0xFFFF_0A00_0000, prefixLength: 104),
            AddressBlock(high: 0x2001_0DB8_0000_0000, low: 0, prefixLength: 32),
            AddressBlock(high: 0, low: 0xFFFF_C0A8_0101, prefixLength: 128),
        ]
        #expect(plan.server == server)
        #expect(plan.admin.host == "::1" && plan.admin.port == 2)
        #expect(plan.stateDirectory == "state")
        #expect(plan.upstreams.map(\.name) == ["b", "a"], "in the file's order")
        var upstream = UpstreamPlan(
            name: "a",
            targets: [
                .init(address: "[::1]:9001", host: "::1", port: 9001, weight: 1_000),
                .init(address: "x.test:2", host: "x.test", port: 2),
            ]
        )
        upstream.balance = .hash
        upstream.hashHeader = "x-account"
        upstream.pool.connections = 1
        upstream.pool.waiters = 0
        upstream.ejection.errors = 2
        upstream.ejection.time = .milliseconds(100)
        upstream.ejection.maxShare = 0.125
        upstream.timeouts.connect = .milliseconds(200)
        upstream.timeouts.firstByte = .milliseconds(300)
        upstream.timeouts.total = .hours(1)
        var health = UpstreamPlan.Health()
        (health.path, health.interval) = ("/h?x=1", .seconds(30))
        upstream.health = health
        upstream.retries.attempts = 1
        upstream.retries.budget = 0
        #expect(plan.upstreams[1] == upstream)
        var limits = [
            RateLimitPlan(name: "p", limit: 2, per: .minutes(1), burst: 2),
            RateLimitPlan(name: "q", limit: 3, per: .hours(1), burst: 9),
        ]
        limits[1].isShadow = true
        #expect(plan.rateLimits == limits)
        var route = RoutePlan(name: "r", path: "/a/{id}/*", upstream: 1)
        route.host = "api.example.com"
        route.methods = ["GET", "PURGE"]
        route.rateLimits = [1, 0]
        route.isPrivate = true
        route.passesEncodedSlash = true
        route.bodyBytes = 4 << 20
        route.bodyTotal = .minutes(2)
        route.inFlight = 200
        route.cost = 2
        #expect(plan.routes == [route, RoutePlan(name: "s", path: "/", upstream: 0)])
        var logs = LogsPlan()
        logs.accessSinks = [.stdout, .file, .journald]
        logs.appSinks = [.journald]
        logs.auditSinks = [.stdout, .file]
        logs.journaldSendsECS = false
        logs.appLevel = "debug"
        logs.ringsDirectory = "/run/w"
        logs.ringBytes = 65_536
        logs.file.path = "/tmp/a.jsonl"
        logs.file.rotateBytes = 1 << 20
        logs.file.keep = 0
        logs.file.compressesWithGzip = false
        #expect(plan.logs == logs)
        var traces = TracesPlan()
        (traces.sample, traces.slow) = (0.125, .seconds(2))
        (traces.otlp, traces.continuesInbound) = ("http://[::1]:4318/v1/traces", false)
        #expect(plan.traces == traces)
    }

    @Test func emptyMappingsAndAliasesAreRead() throws {
        let plan = try Sample.plan(
            """
            server:
            admin: {}
            upstreams:
              a: &a { targets: ["127.0.0.1:1"], health: {} }
              b: *a
            routes:
              - { name: a, match: { path: /a }, upstream: a }
              - { name: b, match: { path: /b }, upstream: b }
            """
        )
        #expect(plan.upstreams[0].health == UpstreamPlan.Health())
        #expect(plan.upstreams[1].targets == plan.upstreams[0].targets)
    }
}
