import Foundation
import Testing

/// Start, reloads and end are on record, joined to a chain that `watchgate audit verify` walks.
@Suite(.blocking) struct AuditTests {
    private static func verify(_ gateway: GatewayProcess, json: Bool = false) throws -> TestProgram.Run {
        let places = ["--state-dir", gateway.folder.file("state"), "--logs-dir", gateway.folder.path]
        let arguments = ["audit", "verify"] + places + (json ? ["--json"] : [])
        return try TestProgram.run(TestProgram.watchgate, arguments, in: try TemporaryFolder())
    }

    private static func records(_ gateway: GatewayProcess) -> [String] {
        gateway.folder.read("audit.jsonl").split(separator: "\n").map(String.init)
    }

    private static func reload(_ gateway: GatewayProcess, _ result: String, count: Double) throws {
        gateway.signal(SIGHUP)
        _ = try gateway.scrape(until: "a reload is \(result)") {
            $0.sum("gateway_config_reloads_total", ["result": result]) == count
        }
    }

    @Test func whatTheGatewayDoesIsOnRecord() throws {
        let gateway = try GatewayProcess.start(.proxy(try .answering(body: "x")))
        defer { gateway.stop() }
        try Self.reload(gateway, "applied", count: 1)
        try gateway.folder.write("server: { prot: 1 }\n", to: "watchgate.yaml")
        try Self.reload(gateway, "rejected", count: 1)
        try Deadline.wait(for: "three records") { Self.records(gateway).count == 3 ? () : nil }
        // It may be checked while the gateway runs.
        #expect(try Self.verify(gateway).exitCode == 0)
        #expect(gateway.terminate() == .exited(0))
        let records = Self.records(gateway)
        let actions = records.compactMap { $0.firstMatch(of: #/"event.action":"([^"]+)"/#).map { String($0.output.1) } }
        #expect(actions == ["gateway.start", "configuration.reload", "configuration.reload", "gateway.end"])
        #expect(records[2].contains(#""event.outcome":"failure""#) && records[2].contains("server.prot"))
        let run = try Self.verify(gateway, json: true)
        #expect(run.exitCode == 0)
        #expect(run.output == #"{"intact":true,"records":4,"first":1,"last":4,"repeated":0,"files":1}"# + "\n")
        let changed = gateway.folder.read("audit.jsonl").replacing(
            "configuration reload rejected",
            with: "configuration reload granted!"
        )
        try gateway.folder.write(changed, to: "audit.jsonl")
        let broken = try Self.verify(gateway)
        #expect(broken.exitCode == 1)
        #expect(broken.output.contains("audit chain broken at \(gateway.folder.file("audit.jsonl")):3"))
        #expect(broken.output.contains("gateway.audit.sequence 3"))
        #expect(try Self.verify(gateway, json: true).output.hasPrefix(#"{"intact":false,"#))
    }

    /// No file takes a byte more: what a full disk looks like to one process.
    private static func limitFiles(_ gateway: GatewayProcess, _ limit: String) throws {
        let prlimit = try #require(TestProgram.find("prlimit"))
        let arguments = ["--pid", "\(gateway.process.id)", "--fsize=\(limit):unlimited"]
        #expect(try TestProgram.run(prlimit, arguments, in: try TemporaryFolder()).exitCode == 0)
    }

    @Test(.enabled(if: TestProgram.find("prlimit") != nil, "prlimit is part of util-linux"))
    func aReloadThatCannotBePutOnRecordIsRefused() throws {
        let gateway = try GatewayProcess.start(.proxy(try .answering(body: "x")))
        defer { gateway.stop() }
        try Deadline.wait(for: "the record of the start") { Self.records(gateway).count == 1 ? () : nil }
        let hash = try gateway.scrape().samples("gateway_config_info")
        var setup = gateway.setup
        setup.routes.append(#"{ name: only-get, match: { path: "/new", methods: [GET] }, upstream: a }"#)
        try gateway.write(setup)
        try Self.limitFiles(gateway, "1")
        try Self.reload(gateway, "rejected", count: 1)
        #expect(try gateway.scrape().samples("gateway_config_info") == hash)
        // Requests do not notice.
        for _ in 0..<100 { #expect(try gateway.get("/x").text == "x") }
        try Self.limitFiles(gateway, "unlimited")
        try Self.reload(gateway, "applied", count: 1)
        #expect(try gateway.scrape().samples("gateway_config_info") != hash)
        try Deadline.wait(for: "the message") { gateway.appLog.contains("gateway_audit_unavailable") ? () : nil }
        #expect(gateway.terminate() == .exited(0))
        #expect(try Self.verify(gateway).exitCode == 0)
        #expect(try gateway.accessLines().count == 100)
    }
}
