import Foundation
import GatewayConfig
import Testing

/// The schema accepts what `check` accepts, and refuses typos.
@Suite struct SchemaTests {
    private static func errors(_ yaml: String) throws -> [String] {
        try SchemaValidator(ConfigurationSchema.json.text).errors(in: yaml)
    }

    @Test func theExampleIsAccepted() throws {
        #expect(try Self.errors(ExampleTests.text("watchgate.example.yaml")) == [])
        #expect(try Self.errors(Sample.minimal) == [])
        #expect(try Self.errors("server:\nadmin: {}\nupstreams: {}\nroutes: []\n") == [])
    }

    @Test(arguments: [
        "severs: {}", "server: { prot: 1 }", "server: { port: \"8080\" }", "server: { port: 0 }",
        "server: { port: 65536 }",
        "server: { timeouts: { head: 10 } }", "server: { timeouts: { head: 3 sec } }", "server: { timeouts: [ 1s ] }",
        "server: { limits: { body_bytes: 1MB } }", "server: { shards: 65 }", "server: { shards: 1.5 }",
        "server: { tls: {} }",
        "server: { trusted_proxies: [ proxy ] }", "server: { trusted_proxies: 10.0.0.0/8 }", "platform: { on: true }",
        "admin: 5",
        "upstreams: { a: {} }", "upstreams: { a: { targets: [] } }", "upstreams: { a: { targets: [ localhost ] } }",
        "upstreams: { a: { targets: [ { adress: \"a:1\" } ] } }", "upstreams: { a: { targets: [ { weight: 1 } ] } }",
        "upstreams: { a: { targets: [\"a:1\"], balance: random } }", "upstreams: { \"a b\": { targets: [\"a:1\"] } }",
        "upstreams: { a: { targets: [\"a:1\"], retries: { budget: 20 } } }",
        "upstreams: { a: { targets: [\"a:1\"], health: } }",
        "routes: [ { name: a, match: { path: /a } } ]", "routes: [ { name: a, upstream: a } ]",
        "routes: [ { name: a, match: {}, upstream: a } ]", "routes: [ { name: a, match: { path: a }, upstream: a } ]",
        "routes: [ { name: a, match: { path: /, methods: [get] }, upstream: a } ]",
        "routes: [ { name: a, match: { path: /, methods: [GET, GET] }, upstream: a } ]",
        "routes: [ { name: a, match: { path: / }, upstream: a, private: yes please } ]",
        "rate_limit: { policies: [ { name: a, key: [user], limit: 1, per: 1s } ] }",
        "rate_limit: { policies: [ { name: a, key: client, limit: 1, per: 1s } ] }",
        "logs: { access: { sinks: [ sdtout ] } }", "logs: { app: { level: warn } }", "logs: { app: { sinks: [] } }",
    ])
    func typosAreRefusedByTheSchemaAndByCheck(yaml: String) throws {
        #expect(try !Self.errors(yaml).isEmpty)
        #expect(!Sample.diagnostics(yaml).errors.isEmpty)
    }

    @Test(arguments: LimitTests.bounds) func limitsOfLengthAndNumberAreInTheSchema(bound: LimitTests.Bound) throws {
        for value in bound.accepted {
            var document = MinimalDocument()
            document.set(bound.path, to: value)
            #expect(try Self.errors(document.text) == [], "\(value.prefix(40))")
        }
    }

    @Test func itIsADraft7Schema() throws {
        let text = ConfigurationSchema.json.text
        let object = try JSONSerialization.jsonObject(with: Data(text.utf8)) as? [String: Any]
        #expect(object?["$schema"] as? String == "http://json-schema.org/draft-07/schema#")
    }
}
