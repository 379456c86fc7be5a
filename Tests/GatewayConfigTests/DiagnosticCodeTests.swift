import Foundation
import GatewayConfig
import GatewayCore
import Testing

/// Every code is reached, by a text and with a message.
@Suite struct DiagnosticCodeTests {
    struct Case: Sendable, CustomTestStringConvertible {
        var code: DiagnosticCode
        /// Put after the minimal configuration, unless it stands alone.
        var yaml: String
        /// A part of the message.
        var says: String
        var isAlone = false
        var environment: [String: String] = [:]

        var testDescription: String { "\(self.code.text) \(self.yaml)" }

        init(
            _ code: DiagnosticCode,
            _ yaml: String,
            _ says: String,
            alone isAlone: Bool = false,
            environment: [String: String] = [:]
        ) {
            self.code = code
            self.yaml = yaml
            self.says = says
            self.isAlone = isAlone
            self.environment = environment
        }
    }

    static let receivers: [Case] = [
        .init(.receiver, "telemetry: { traces: { otlp: \"x\" } }", "is not a URL; write a URL such as"),
        .init(.receiver, "telemetry: { traces: { otlp: \"ftp://a/v1\" } }", "is not a URL"),
        .init(.receiver, "telemetry: { traces: { otlp: \"http://a b/v1\" } }", "is not a URL"),
        .init(
            .receiver,
            "telemetry: { traces: { otlp: \"http://a:4318\" } }",
            "has no path; write http://a:4318/v1/traces"
        ),
        .init(.receiver, "telemetry: { traces: { otlp: \"http://a:4318/\" } }", "write http://a:4318/v1/traces"),
        .init(.receiver, "telemetry: { traces: { otlp: \"http://u:p@a/v1/traces\" } }", "names a user"),
        .init(.receiver, "telemetry: { traces: { otlp: \"http://a/v1?x\" } }", "goes on after its path"),
        .init(.receiver, "telemetry: { traces: { otlp: \"http://a/v1#x\" } }", "goes on after its path"),
        .init(.receiver, "telemetry: { traces: { otlp: \"http:///v1\" } }", "names no host"),
        .init(.receiver, "telemetry: { traces: { otlp: \"http://[::1/v1\" } }", "names no host"),
        .init(.receiver, "telemetry: { traces: { otlp: \"http://::1/v1\" } }", "names no host"),
        .init(.receiver, "telemetry: { traces: { otlp: \"http://a:0/v1\" } }", "has no valid port"),
        .init(.receiver, "telemetry: { traces: { otlp: \"http://a:65536/v1\" } }", "has no valid port"),
        .init(.receiver, "telemetry: { traces: { otlp: \"http://a:x/v1\" } }", "has no valid port"),
        .init(.choice, "telemetry: { traces: { inbound: keep } }", "one of continue, restart"),
        .init(.notSupported, "telemetry: { nginx_status: x }", "not supported by this version yet"),
    ]

    static let syntax: [Case] = [
        .init(.syntax, "server: { host: x", "begun in line 3"),
        .init(.syntax, "server:\n\thost: x", "indent with spaces"),
        .init(.syntax, "admin: *x", "this alias has no anchor"),
        .init(.syntax, "---\na: 1", "a second document begins here"),
        .init(.syntax, "a: \u{7}", "control characters are not allowed"),
        .init(.duplicateKey, "routes: []", "routes: stands twice here, first in line 2"),
        .init(.duplicateKey, "server: { host: \"::1\", 'host': \"::1\", \"host\": \"::1\" }", "first in line 3"),
        .init(.duplicateKey, "server: { &a host: \"::1\", host: \"::1\" }", "stands twice in this mapping"),
        .init(.emptyFile, "", "holds nothing", alone: true), .init(.emptyFile, "# x\n", "holds nothing", alone: true),
        .init(.emptyFile, "null", "holds nothing", alone: true),
        .init(.emptyFile, "---\n", "holds nothing", alone: true),
        .init(.unknownKey, "severs: {}", "did you mean server?"),
        .init(.unknownKey, "server: { bodyIdle: 1s }", "write one of host, port"),
        .init(.unknownKey, "server: { timeouts: { bodyIdle: 1s } }", "did you mean body_idle?"),
        .init(.unknownKey, "server: { body_idle: 1s }", "write it under server.timeouts"),
        .init(.unknownKey, "<<: {}", "merge keys are not read"),
        .init(.notSupported, "server: { tls: {} }", "server.tls: not supported by this version yet"),
        .init(
            .contradiction,
            "logs: { sinks: { elasticsearch: { canary: 60s } } }",
            "write elasticsearch into logs.app.sinks, or 0s"
        ),
        .init(.wrongType, "server: 5", "server: is a single value"), .init(.wrongType, "admin: []", "admin: is a list"),
        .init(.wrongType, "server: { port: [1] }", "is a list; write a port"),
        .init(.wrongType, "logs: { app: { sinks: stdout } }", "write a list such as [a, b]"),
        .init(.wrongType, "logs: { app: { sinks: [[stdout]] } }", "is a list; write one of stdout, file"),
        .init(.wrongType, "rate_limit: { policies: [ x ] }", "policies[0]: is a single value"),
        .init(.wrongType, "upstreams: [ x ]", "write a mapping from names", alone: true),
        .init(.wrongType, "[]", "is a list; write a mapping of keys", alone: true),
        .init(.wrongType, "? [a]\n: 1", "a key is not a text"),
        .init(
            .missing,
            "rate_limit: { policies: [ {} ] }",
            "policies[0].per: is missing; write a duration from 1s to 1d"
        ),
        .init(.missing, "upstreams: { a: }", "upstreams.a.targets: is missing", alone: true),
        .init(.missing, "routes: [ { name: a, upstream: b } ]", "routes[0].match.path: is missing", alone: true),
        .init(.emptyValue, "server: { port: }", "has no value; write a port from 1 to 65535, or remove it"),
        .init(.emptyValue, "server: { trusted_proxies: ~ }", "has no value"),
        .init(.emptyValue, "logs: { app: { sinks: [ null ] } }", "sinks[0]: has no value"),
    ]

    static let values: [Case] = [
        .init(.integer, "server: { shards: two }", "\"two\" is not a whole number"),
        .init(.integer, "server: { shards: \"2\" }", "is text; write 2 without quotes"),
        .init(.integer, "server: { shards: 02 }", "is not a whole number"),
        .init(.integer, "server: { limits: { connections: 10_000 } }", "write 10000"),
        .init(.range, "server: { shards: 65 }", "\"65\" is too large; write a whole number from 1 to 64"),
        .init(.range, "server: { timeouts: { idle: 999999999999999d } }", "is too large"),
        .init(.range, "server: { limits: { body_bytes: 999999999999999TiB } }", "is too large"),
        .init(.duration, "server: { timeouts: { idle: 60 } }", "\"60\" is not a duration; write 60s or 60ms"),
        .init(.duration, "server: { timeouts: { idle: 1 Minute } }", "write 1m"),
        .init(.duration, "server: { timeouts: { idle: soon } }", "write a duration from 100ms to 1d"),
        .init(.size, "server: { limits: { body_bytes: 1MB } }", "write 1MiB"),
        .init(.size, "server: { limits: { body_bytes: 1048576 } }", "write 1048576KiB or 1048576B"),
        .init(.size, "server: { limits: { body_bytes: big } }", "write a size from 0B to 1TiB"),
        .init(
            .boolean,
            "routes: [ { name: a, match: { path: / }, upstream: a, private: on } ]",
            "write true",
            alone: true
        ),
        .init(
            .boolean,
            "routes: [ { name: a, match: { path: / }, upstream: a, private: 'true' } ]",
            "without quotes",
            alone: true
        ),
        .init(.choice, "logs: { app: { level: warn } }", "\"warn\" is not known here; write warning"),
        .init(.choice, "logs: { app: { level: loud } }", "write one of trace, debug"),
        .init(.port, "server: { port: 0 }", "\"0\" is not a port; write 1 to 65535"),
        .init(.port, "server: { port: 65536 }", "is not a port"),
        .init(.port, "server: { port: http }", "is not a port"),
        .init(.host, "server: { host: \"[::1]\" }", "write ::1"),
        .init(.host, "server: { host: example.com }", "write 127.0.0.1"),
        .init(.host, "server: { host: 127.1 }", "is not an address to listen on"),
        .init(.addressBlock, "server: { trusted_proxies: [ 10.0.0.0/33 ] }", "no prefix length from 0 to 32"),
        .init(.addressBlock, "server: { trusted_proxies: [ \"2001:db8::1/32\" ] }", "write 2001:db8::/32"),
        .init(.name, "rate_limit: { policies: [ { name: -a } ] }", "\"-a\" is not a name"),
        .init(.name, "", "\"Prod\" is not the name of an environment", environment: ["APP_ENV": "Prod"]),
        .init(.path, "logs: { rings: { dir: \"\" } }", "is not the path of a folder"),
        .init(.path, "logs: { sinks: { file: { path: \"/var/log/\" } } }", "is not the path of a file"),
        .init(.path, "state_dir: \"a\\nb\"", "is not the path of a folder"),
        .init(.count, "logs: { access: { sinks: [] } }", "has 0 entries; write at least 1"),
        .init(.count, "logs: { access: { sinks: [file, stdout, x, y, z] } }", "has 5 entries; write at most 4"),
        .init(.contradiction, "logs: { app: { sinks: [elasticsearch] } }", "write logs.sinks.elasticsearch.url"),
        .init(
            .contradiction,
            "logs: { sinks: { elasticsearch: { username: a } } }",
            "username stands without password_file"
        ),
        .init(.contradiction, "logs: { sinks: { elasticsearch: { password_file: /a } } }", "without username"),
        .init(
            .contradiction,
            "logs: { sinks: { elasticsearch: { username: a, password_file: /a, api_key_file: /b } } }",
            "an API key and a user are both given; write one of them"
        ),
        .init(
            .contradiction,
            "logs: { sinks: { elasticsearch: { url: \"http://a\", ca_file: /a } } }",
            "write https:// in the URL"
        ),
        .init(
            .target,
            "logs: { sinks: { elasticsearch: { url: \"http://u:secret@a\" } } }",
            "use username and password_file"
        ),
        .init(.target, "logs: { sinks: { elasticsearch: { url: \"a:9200\" } } }", "write http:// or https://"),
        .init(.target, "logs: { sinks: { elasticsearch: { url: \"http://a/?b\" } } }", "without blanks"),
        .init(.name, "logs: { sinks: { elasticsearch: { namespace: a-b } } }", "write 1 to 100 of a-z 0-9"),
        .init(.name, "logs: { sinks: { elasticsearch: { username: \"a:b\" } } }", "without a colon"),
        .init(.contradiction, "server: { port: 9464 }", "is the port of the public and of the admin listener"),
        .init(.contradiction, "admin: { port: 8080, host: \"::\" }", "is the port of the public"),
        .init(.contradiction, "logs: { sinks: { file: { path: logs/app.jsonl } } }", "the name of another log"),
        .init(.unusedVariable, "", "JWT_SECRET: this version does not use it", environment: ["JWT_SECRET": "x"]),
        .init(.unusedVariable, "", "REDIS_URL_FILE: this version", environment: ["REDIS_URL_FILE": "x"]),
        .init(
            .contradiction,
            "",
            "DATABASE_URL: DATABASE_URL_FILE is set too",
            environment: ["DATABASE_URL": "x", "DATABASE_URL_FILE": "y"]
        ),
        .init(.name, "engine: { time_zone: \"Europe/\" }", "is not the name of a time zone"),
        .init(.range, "engine: { batch: 0 }", "write a whole number from 1 to 10000"),
        .init(.range, "database: { readers: 65 }", "write a whole number from 1 to 64"),
        .init(.choice, "database: { sqlite_synchronous: off }", "one of full, normal"),
        .init(.missing, "payments: { bank: {} }", "payments.bank.secret_file"),
        .init(.path, "backup: { pre: hooks/ }", "the path of a file"),
        .init(.unknownKey, "platform: { on: true }", "platform.on"),
        .init(.port, "", "API_PORT: \"x\" is not a port", environment: ["API_PORT": "x"]),
        .init(.path, "", "STATE_DIRECTORY: ", environment: ["STATE_DIRECTORY": "\u{1}"]),
        .init(
            .seriesLimit,
            "telemetry: { metrics: { series: 1000 } }\nrate_limit: { policies: ["
                + (0..<256).map { "{ name: p\($0), key: [client], limit: 1, per: 1s }" }.joined(separator: ", ")
                + "] }",
            "1000 series are too few: 1 paths, 1 upstreams with 1 targets and 256 policies need"
        ),
        .init(.exposedAdmin, "admin: { host: 0.0.0.0 }", "other machines can reach the admin listener"),
        .init(.trustsEveryone, "server: { trusted_proxies: [ \"::/0\" ] }", "makes every client a trusted proxy"),
        .init(.timeoutNeverReached, "server: { timeouts: { body_idle: 2m } }", "2m is never reached"),
    ]

    static let upstreams: [Case] = [
        .init(.target, "targets: [ localhost ]", "has no port"),
        .init(.target, "targets: [ \"::1\" ]", "write [::1]:port"),
        .init(.target, "targets: [ \"[::1]\" ]", "has no port"), .init(.target, "targets: [ \"[::1:80\" ]", "has no ]"),
        .init(.target, "targets: [ \"[127.0.0.1]:80\" ]", "neither an address nor a host name"),
        .init(.target, "targets: [ \"0x7f.0.0.1:80\" ]", "neither an address"),
        .init(.target, "targets: [ \"2130706433:80\" ]", "neither an address"),
        .init(.target, "targets: [ \"a..b:80\" ]", "neither an address"),
        .init(.target, "targets: [ \":80\" ]", "neither"),
        .init(.target, "targets: [ \"http://a:80\" ]", "is a URL; write host:port alone"),
        .init(.port, "targets: [ \"a:0\" ]", "\"0\" is not a port"),
        .init(.port, "targets: [ \"a:80x\" ]", "\"80x\" is not a port"),
        .init(.percentage, "targets: [ \"a:80\" ], ejection: { max_share: 0.5 }", "write 50%"),
        .init(.percentage, "targets: [ \"a:80\" ], retries: { budget: 20 }", "write 20%"),
        .init(.percentage, "targets: [ \"a:80\" ], retries: { budget: some }", "write a percentage from 0% to 100%"),
        .init(.range, "targets: [ \"a:80\" ], retries: { budget: 100.1% }", "is too large"),
        .init(
            .duplicateName,
            "targets: [ \"a:80\", { address: \"a:80\", weight: 2 } ]",
            "target \"a:80\" stands twice"
        ),
        .init(
            .fieldName,
            "targets: [ \"a:80\" ], balance: hash, hash_header: \"X Y\"",
            "not the name of a header field"
        ),
        .init(.fieldName, "targets: [ \"a:80\" ], balance: hash, hash_header: X_Y", "without _"),
        .init(.contradiction, "targets: [ \"a:80\" ], hash_header: X-Y", "balance is p2c, so no header is hashed"),
        .init(.path, "targets: [ \"a:80\" ], health: { path: health }", "\"health\" is not a path"),
        .init(.timeoutNeverReached, "targets: [ \"a:80\" ], timeouts: { connect: 16s }", "ends after 15s"),
        .init(.targetIsGateway, "targets: [ \"127.0.0.1:8080\" ]", "is the gateway's own public listener"),
        .init(.targetIsGateway, "targets: [ \"localhost:9464\" ]", "is the gateway's own admin listener"),
        .init(.emptyValue, "targets: [ \"a:80\" ], health:", "write {} for its defaults, or remove it"),
        .init(.count, "targets: []", "has 0 entries; write at least 1"),
        .init(.wrongType, "targets: [ [] ]", "is a list; write a mapping, or its address alone"),
        .init(.missing, "targets: [ { weight: 1 } ]", "targets[0].address: is missing"),
    ]

    static let routes: [Case] = [
        .init(
            .reference,
            "name: b, match: { path: /b }, upstream: order",
            "there is no upstream \"order\"; did you mean orders?"
        ),
        .init(.reference, "name: b, match: { path: /b }, upstream: zzz", "write one of orders"),
        .init(
            .reference,
            "name: b, match: { path: /b }, upstream: orders, rate_limit: [ a ]",
            "define it under rate_limit"
        ),
        .init(
            .duplicateName,
            "name: all, match: { path: /b }, upstream: orders",
            "route \"all\" stands twice, first in line 2"
        ),
        .init(
            .duplicateName,
            "name: b, match: { path: /b, methods: [GET, GET] }, upstream: orders",
            "\"GET\" stands twice"
        ),
        .init(
            .routeConflict,
            "name: b, match: { path: \"/*\" }, upstream: orders",
            "route \"b\" takes the same path and host as route \"all\", line 2"
        ),
        .init(.template, "name: b, match: { path: b }, upstream: orders", "the first character is not /; write"),
        .init(.template, "name: b, match: { path: \"/{a}/{a}\" }, upstream: orders", "stands twice at byte 6"),
        .init(
            .template,
            "name: b, match: { path: /" + String(repeating: "b", count: 128) + " }, upstream: orders",
            "more than 128 bytes"
        ),
        .init(.method, "name: b, match: { path: /b, methods: [get] }, upstream: orders", "write GET"),
        .init(.method, "name: b, match: { path: /b, methods: [CONNECT] }, upstream: orders", "is never passed on"),
        .init(.method, "name: b, match: { path: /b, methods: [PUTS] }, upstream: orders", "write PUT"),
        .init(
            .host,
            "name: b, match: { path: /b, host: \"a.test:80\" }, upstream: orders",
            "write a.test: routes do not look at the port"
        ),
        .init(.host, "name: b, match: { path: /b, host: \"*.test\" }, upstream: orders", "there are no wildcards"),
        .init(.host, "name: b, match: { path: /b, host: \"::1\" }, upstream: orders", "write [::1]"),
        .init(
            .contradiction,
            "name: b, match: { path: /b%2fc }, upstream: orders",
            "write encoded_slash: pass on this route"
        ),
        .init(.name, "name: \"b c\", match: { path: /b }, upstream: orders", "is not a name"),
    ]

    static func text(_ value: Case, _ kind: String) -> String {
        switch kind {
        case "upstream":
            "upstreams: { orders: { \(value.yaml) } }\nroutes: [ { name: all, match: { path: \"/*\" }, upstream: orders } ]\n"
        case "route":
            """
            upstreams: { orders: { targets: ["127.0.0.1:9001"] } }
            routes: [ { name: all, match: { path: "/*" }, upstream: orders },
              { \(value.yaml) } ]
            """
        default: value.isAlone ? value.yaml : Sample.minimal + value.yaml
        }
    }

    private static func expect(_ value: Case, _ kind: String) {
        let items = Sample.diagnostics(Self.text(value, kind), value.environment).items.filter { $0.code == value.code }
        let texts = items.map { $0.text(file: "watchgate.yaml") }
        #expect(texts.contains { $0.contains(value.says) }, "\(texts)")
        #expect(items.allSatisfy { $0.isWarning == ($0.code.rawValue > 50) })
    }

    @Test(arguments: Self.syntax + Self.values)
    func filesAreChecked(value: Case) { Self.expect(value, "") }

    @Test(arguments: Self.receivers) func receiversAreChecked(value: Case) { Self.expect(value, "") }

    @Test func passwordsInURLsAreNotRepeated() {
        let text = Sample.minimal + "telemetry: { traces: { otlp: \"http://u:hunter2@a/v1/traces\" } }\n"
        #expect(!"\(Sample.diagnostics(text).errors.map(\.what))".contains("hunter2"))
    }

    @Test(arguments: ["127.0.0.1:4318", "[::1]:4318", "collector", "otel.example.com:65535", "a:1"])
    func otherReceiversAreAccepted(_ authority: String) throws {
        let url = "http://\(authority)/v1/traces"
        let plan = try Sample.plan(Sample.minimal + "telemetry: { traces: { otlp: \"\(url)\" } }\n")
        #expect(plan.traces.otlp == url)
    }

    @Test(arguments: Self.upstreams) func upstreamsAreChecked(value: Case) { Self.expect(value, "upstream") }

    @Test(arguments: Self.routes) func routesAreChecked(value: Case) { Self.expect(value, "route") }

    @Test(arguments: [
        "0.0.0.0:80", "0.1.2.3:80", "169.254.169.254:80", "169.254.0.1:80", "224.0.0.1:80", "239.255.255.255:80",
        "240.0.0.1:80", "255.255.255.255:80", "100.100.100.200:80", "168.63.129.16:80", "192.0.0.192:80", "[::]:80",
        "[fe80::1]:80", "[febf::1]:80", "[ff02::1]:80", "[fd00:ec2::254]:80", "[fd20:ce::254]:80",
        "[::ffff:169.254.169.254]:80", "[::ffff:a9fe:1]:80", "[::ffff:0:0]:80", "metadata.google.internal:80",
        "Metadata.Google.Internal:80",
    ])
    func addressesThatMustNotBeReachedAreRefused(target: String) {
        let text =
            "upstreams: { orders: { targets: [ \"\(target)\" ] } }\nroutes: [ { name: all, match: { path: / }, upstream: orders } ]"
        #expect(Sample.codes(text) == ["WG-CFG-020"])
    }

    @Test(arguments: [
        "127.0.0.1:80", "10.0.0.1:65535", "192.168.1.1:1", "172.16.0.1:80", "[::1]:80", "[fd00::1]:80", "localhost:80",
        "orders.internal:80", "my_service:80", "a-b.example:8080", "169.253.255.255:80", "[fec0::1]:80", "1a.2b:80",
        "8.8.8.8:53", "xn--bcher-kva.example:80",
    ])
    func otherAddressesAreAccepted(target: String) throws {
        let plan = try Sample.plan(
            "upstreams: { orders: { targets: [ \"\(target)\" ] } }\nroutes: [ { name: all, match: { path: / }, upstream: orders } ]"
        )
        #expect(plan.upstreams[0].targets[0].address == target)
        #expect(!plan.upstreams[0].targets[0].host.contains("["))
    }

    @Test func moreCodesAreReached() {
        #expect(Sample.codes("upstreams: {}\n") == ["WG-CFG-053"])
        let spare = Sample.minimal.replacing("upstreams: {", with: "upstreams: { spare: { targets: [\"a:1\"] },")
        #expect(Sample.codes(spare) == ["WG-CFG-051"])
        let policy = "rate_limit: { policies: [ { name: a, key: [client], limit: 5, per: 1s } ] }\n"
        #expect(Sample.codes(Sample.minimal + policy) == ["WG-CFG-052"])
        let costly =
            Sample.minimal.replacing("upstream: orders", with: "upstream: orders, rate_limit: [a], cost: 6") + policy
        #expect(Sample.diagnostics(costly).errors.map(\.code) == [.contradiction])
        let slow =
            Sample.minimal.replacing("upstream: orders", with: "upstream: orders, rate_limit: [a]")
            + "rate_limit: { policies: [ { name: a, key: [client], limit: 1, per: 1d, burst: 31 } ] }\n"
        #expect(Sample.diagnostics(slow).errors.map(\.code) == [.contradiction])
        #expect(Sample.codes(slow.replacing("31", with: "30")) == [])
    }

    @Test func everyCodeHasATest() {
        let reached = (Self.syntax + Self.values + Self.upstreams + Self.routes + Self.receivers).map(\.code)
        let elsewhere: [DiagnosticCode] = [
            .refusedAddress, .unreadableFile, .unusedUpstream, .unusedPolicy, .noRoutes, .secretHeader, .queryName,
        ]
        #expect(Set(reached + elsewhere) == Set(DiagnosticCode.allCases))
    }

    @Test func numbersAreThreeDigits() {
        #expect(DiagnosticCode.duration.text == "WG-CFG-012")
        #expect(DiagnosticCode.allCases.allSatisfy { $0.text.count == 10 && !$0.meaning.isEmpty })
    }
}
