import Foundation
import Testing

/// rsyslog's real client with the configuration of `deploy/elk/rsyslog`.
@Suite(.blocking) struct RsyslogTests {
    private static let source = URL(filePath: #filePath).resolvingSymlinksInPath().deletingLastPathComponent()
        .deletingLastPathComponent().deletingLastPathComponent().deletingLastPathComponent()
        .appending(path: "deploy/elk/rsyslog")

    private static func program() throws -> String {
        let path = "/usr/sbin/rsyslogd"
        try #require(FileManager.default.isExecutableFile(atPath: path), "scripts/test installs rsyslog")
        return path
    }

    /// The shipped file with other folders and another port, and a main file that includes it.
    private static func configure(_ folder: TemporaryFolder, logs: String, port: Int) throws {
        let shipped = try String(contentsOf: Self.source.appending(path: "60-watchgate.conf"), encoding: .utf8)
        let text = shipped.replacing("/var/log/watchgate", with: logs).replacing("/var/log/nginx", with: folder.path)
            .replacing("/var/spool/rsyslog", with: folder.path).replacing(
                "serverport=\"9200\"",
                with: "serverport=\"\(port)\""
            )
        #expect(!text.contains("/var/"))
        try folder.write(text, to: "60-watchgate.conf")
        let include = "include(file=\"\(folder.file("60-watchgate.conf"))\")"
        try folder.write("global(workDirectory=\"\(folder.path)\")\n\(include)\n", to: "main.conf")
    }

    private static func start(_ folder: TemporaryFolder) throws -> ChildProcess {
        try ChildProcess(
            try Self.program(),
            ["-n", "-f", folder.file("main.conf"), "-i", folder.file("pid")],
            output: folder.file("output"),
            messages: folder.file("messages")
        )
    }

    /// A gateway that has answered so many requests and written their lines.
    private static func gateway(requests: Int) throws -> GatewayProcess {
        let gateway = try GatewayProcess.start(.proxy(try .serving([:])))
        let client = try gateway.connect()
        for number in 0..<requests {
            let path = "/orders/\(number)%22%C3%A9"
            #expect(try client.get(path, "User-Agent: x\"\\ %s", "Referer: https://a.example/%00?a=1").status == 200)
        }
        #expect(try gateway.accessLines(count: requests).count == requests)
        return gateway
    }

    @Test(arguments: ["60-watchgate.conf", "61-watchgate-journal.conf"])
    func rsyslogAcceptsTheFile(name: String) throws {
        let folder = try TemporaryFolder()
        let check = { (text: String) in
            try folder.write("global(workDirectory=\"\(folder.path)\")\n\(text)", to: "main.conf")
            return try TestProgram.run(try Self.program(), ["-N1", "-f", folder.file("main.conf")], in: folder)
        }
        let shipped = try ["60-watchgate.conf", name].reduce(into: [String: String]()) { texts, name in
            texts[name] = try String(contentsOf: Self.source.appending(path: name), encoding: .utf8)
        }
        let text = shipped.sorted { $0.key < $1.key }.map(\.value).joined(separator: "\n")
        let run = try check(text)
        #expect(run.exitCode == 0, "\(run.messages)")
        #expect(!run.messages.contains("error"), "\(run.messages)")
        let broken = try check(text.replacing("bulkmode", with: "bulkmood"))
        #expect(broken.messages.contains("bulkmood"))
    }

    @Test func everyLineArrivesUnchangedOnce() throws {
        let gateway = try Self.gateway(requests: 1_000)
        defer { gateway.stop() }
        #expect(gateway.terminate() == .exited(0))
        let server = try IndexServer()
        defer { server.stop() }
        let folder = try TemporaryFolder()
        try Self.configure(folder, logs: gateway.folder.path, port: server.port)
        let rsyslog = try Self.start(folder)
        defer { rsyslog.kill() }
        let files = ["access", "app", "audit"].map { ($0, gateway.folder.bytes("\($0).jsonl")) }
        let expected = files.reduce(0) { $0 + $1.1.split(separator: 0x0A).count }
        _ = try Deadline.wait(for: "\(expected) documents, there are \(server.current.documents.count)") {
            server.current.documents.count >= expected ? true : nil
        }
        rsyslog.signal(SIGTERM)
        #expect(rsyslog.wait(within: 20) == .exited(0))
        let state = server.current
        #expect(state.faults.isEmpty, "\(state.faults)")
        #expect(state.items == [201: expected])
        for (stream, data) in files {
            let sent = state.documents.filter { $0.index == "logs-gateway.\(stream)-default" }.map(\.source)
            #expect(sent == data.split(separator: 0x0A).map(Array.init), "\(stream)")
        }
        #expect(folder.names().allSatisfy { !$0.hasSuffix(".errors") })
    }

    /// rsyslog sends the batch again; what was stored is refused as 409, the rest arrives as the same JSON.
    @Test func itemsThatAreRefusedForNowAreNotLost() throws {
        let gateway = try Self.gateway(requests: 200)
        defer { gateway.stop() }
        let lines = gateway.folder.bytes("access.jsonl").split(separator: 0x0A)
        let ids = try lines.map { try AccessLine($0).text("event.id") ?? "" }
        let server = try IndexServer()
        defer { server.stop() }
        server.change { $0.refusals = Set(ids.enumerated().filter { $0.offset % 20 == 3 }.map(\.element)) }
        let folder = try TemporaryFolder()
        try Self.configure(folder, logs: gateway.folder.path, port: server.port)
        let rsyslog = try Self.start(folder)
        defer { rsyslog.kill() }
        _ = try Deadline.wait(for: "all documents: \(server.current.items)") {
            Set(server.current.documents.map(\.id)).isSuperset(of: ids) ? true : nil
        }
        let state = server.current
        #expect(state.faults.isEmpty, "\(state.faults)")
        #expect(state.items[429] == 10)
        let stored = state.documents.filter { $0.index == "logs-gateway.access-default" }
        #expect(stored.count == 200)
        for (line, id) in zip(lines, ids) {
            let document = try #require(stored.first { $0.id == id })
            let objects = try [Data(line), Data(document.source)].map { data in
                try #require(try JSONSerialization.jsonObject(with: data) as? NSDictionary)
            }
            #expect(objects[0] == objects[1])
        }
    }
}
