import Foundation
import Testing

/// `deploy/elk/elasticsearch/install.sh` against a server that takes what is documented.
@Suite(.blocking) struct TemplateInstallerTests {
    private static let folder = URL(filePath: #filePath).resolvingSymlinksInPath().deletingLastPathComponent()
        .deletingLastPathComponent().deletingLastPathComponent().deletingLastPathComponent()
        .appending(path: "deploy/elk/elasticsearch")

    private static func install(_ arguments: String...) throws -> TestProgram.Run {
        let script = Self.folder.appending(path: "install.sh").path
        return try TestProgram.run(script, arguments, in: try TemporaryFolder())
    }

    private static let expected = [
        ("_ilm/policy/watchgate-logs", "policy-logs.json"), ("_ilm/policy/watchgate-audit", "policy-audit.json"),
        ("_component_template/watchgate-settings", "component-settings.json"),
        ("_component_template/watchgate-fields", "component-fields.json"),
        ("_component_template/watchgate-nginx", "component-nginx.json"),
        ("_index_template/watchgate-gateway", "template-gateway.json"),
        ("_index_template/watchgate-audit", "template-audit.json"),
        ("_index_template/watchgate-nginx", "template-nginx.json"),
        ("_security/role/watchgate-writer", "role-writer.json"),
        ("_security/role/watchgate-reader", "role-reader.json"),
    ]

    @Test func everythingIsPutInOrderAndMayBePutAgain() throws {
        let server = try IndexServer()
        defer { server.stop() }
        for round in 1...2 {
            let run = try Self.install("--roles", "--kibana", server.url, server.url + "/")
            #expect(run.exitCode == 0, "\(run.messages)")
            #expect(run.output.split(separator: "\n").count == Self.expected.count + 1)
            let requests = server.server.log.requests
            #expect(requests.count == round * (Self.expected.count + 1))
            for (request, (path, file)) in zip(requests, Self.expected) {
                #expect(request.method == "PUT" && request.target == "/" + path)
                #expect(Data(request.body) == (try Data(contentsOf: Self.folder.appending(path: file))))
            }
            #expect(requests.last?.target == "/api/saved_objects/_import?overwrite=true")
            #expect(requests.last?["kbn-xsrf"] != nil)
        }
        #expect(server.current.faults.isEmpty)
    }

    @Test func aDryRunSendsNothing() throws {
        let server = try IndexServer()
        defer { server.stop() }
        let run = try Self.install("--dry-run", "--roles", server.url)
        #expect(run.exitCode == 0)
        let lines = run.output.split(separator: "\n").map(String.init)
        #expect(lines == Self.expected.map { "PUT \(server.url)/\($0.0)" })
        #expect(server.server.log.connectionCount == 0)
    }

    @Test func credentialsAreSentAndNotShown() throws {
        let server = try IndexServer()
        defer { server.stop() }
        let folder = try TemporaryFolder()
        try folder.write("s3cret\"\\ word\n", to: "password")
        try folder.write("a2V5\n", to: "key")
        #expect(
            try Self.install("--user", "elastic", "--password-file", folder.file("password"), server.url).exitCode == 0
        )
        let basic = "Basic " + Data("elastic:s3cret\"\\ word".utf8).base64EncodedString()
        #expect(server.server.log.requests.allSatisfy { $0["Authorization"] == basic })
        let run = try Self.install("--api-key-file", folder.file("key"), server.url)
        #expect(server.server.log.requests.last?["Authorization"] == "ApiKey a2V5")
        #expect(!(run.output + run.messages).contains("a2V5"))
    }

    @Test(
        arguments: [
            ("401 Unauthorized", 77, "give --user"), ("403 Forbidden", 77, "manage_index_templates"),
            ("400 Bad Request", 1, "asked for by the test"), ("404 Not Found", 1, "Elasticsearch 8 or newer"),
        ] as [(String, Int32, String)]
    )
    func aRefusalIsExplained(status: String, code: Int32, hint: String) throws {
        let server = try IndexServer()
        defer { server.stop() }
        server.change { $0.status = status }
        let run = try Self.install(server.url)
        #expect(run.exitCode == code)
        #expect(run.messages.contains(hint), "\(run.messages)")
        #expect(server.server.log.requests.count == 1)
    }

    @Test func nobodyThereIs69() throws {
        let run = try Self.install("http://127.0.0.1:\(try FreePort.find())")
        #expect(run.exitCode == 69)
        #expect(run.messages.contains("does not answer"))
    }

    @Test(arguments: [["--nope"], ["--user"], ["--user", "x"], ["127.0.0.1:9200"]])
    func wrongUsageIs64(arguments: [String]) throws {
        let script = Self.folder.appending(path: "install.sh").path
        let run = try TestProgram.run(script, arguments, in: try TemporaryFolder())
        #expect(run.exitCode == 64)
        #expect(run.messages.hasPrefix("install.sh: "))
    }
}
