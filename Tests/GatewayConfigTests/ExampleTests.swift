import Foundation
import GatewayConfig
import TestKit
import Testing

/// The files that ship with the configuration.
@Suite struct ExampleTests {
    static let root = URL(filePath: #filePath).resolvingSymlinksInPath()
        .deletingLastPathComponent().deletingLastPathComponent().deletingLastPathComponent()

    static func text(_ path: String) throws -> String {
        try String(contentsOf: Self.root.appending(path: path), encoding: .utf8)
    }

    @Test func theExampleChecksClean() throws {
        let text = try Self.text("watchgate.example.yaml")
        let diagnostics = Sample.diagnostics(text)
        #expect(diagnostics.items.isEmpty, "\(diagnostics.text())")
        let lines = text.split(separator: "\n", omittingEmptySubsequences: false)
        #expect(lines[0].hasPrefix("# yaml-language-server: $schema="))
        #expect((15...40).contains(lines.count - 1))
    }

    @Test func theSchemaIsTheOneOfTheTable() {
        expectGolden(ConfigurationSchema.json.text, "../../../watchgate.schema.json")
    }

    @Test func theReferenceIsTheOneOfTheTable() {
        expectGolden(ReferencePage.text, "../../../docs/reference/configuration.md")
    }

    @Test func theHandbooksExampleIsUnderstoodAsAWhole() {
        // contract.md's example: what is refused is refused as belonging to a later version.
        let text = """
            server: { host: 127.0.0.1, port: 8080, shards: 2, tls: {}, trusted_proxies: [] }
            admin: { host: 127.0.0.1, port: 9464, hooks_token_file: t }
            state_dir: /var/lib/watchgate
            platform: {}
            upstreams: { orders: { targets: ["127.0.0.1:9001"], tls: { name: orders.internal, ca_file: ca.pem } } }
            auth: { leeway: 30s }
            identity: { site_key_file: site.key }
            egress: { allow: [] }
            rate_limit:
              nodes: 1
              policies: [{ name: member, key: [user], limit: 100, per: 1s, burst: 200, scope: shared, on_redis_loss: local }]
            routes:
              - name: order-by-id
                match: { path: "/v1/orders/{id}" }
                upstream: orders
                rate_limit: [member]
                auth: { jwt: platform }
                cors: {}
                cache: {}
                headers: {}
                compress: true
                class: normal
            logs:
              access: { sinks: [file, journald], sample: 100%, slow: 500ms }
              audit: { sinks: [file] }
              privacy: { client_ip: full, headers: [], query_values: [] }
              rings: { dir: /run, bytes: 4MiB }
              sinks: { journald: { ecs: true }, elasticsearch: { canary: 0s } }
            telemetry: { traces: { sample: 1% } }
            slos: []
            rum: {}
            database: {}
            engine: {}
            payments: {}
            backup: {}
            ops: {}
            """
        let errors = Sample.diagnostics(text).errors
        #expect(errors.count == 19)
        #expect(
            errors.allSatisfy { $0.code == .notSupported },
            "\(errors.filter { $0.code != .notSupported }.map(\.key))"
        )
    }
}
