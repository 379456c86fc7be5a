import Foundation
import Synchronization
import TestKit
import Testing

/// `watchgate doctor` beside a real gateway.
@Suite(.blocking) struct DoctorTests {
    /// What `--json` prints, by check.
    private struct Report {
        let exitCode: Int32?
        let results: [String: String]
        let causes: [String: String]

        init(_ run: TestProgram.Run) throws {
            self.exitCode = run.exitCode
            let object = try JSONSerialization.jsonObject(with: Data(run.output.utf8)) as? [String: Any]
            let checks = try #require(object?["checks"] as? [[String: Any]], "\(run.output)\(run.messages)")
            var (results, causes) = ([String: String](), [String: String]())
            for check in checks {
                let id = try #require(check["id"] as? String)
                results[id] = check["result"] as? String
                causes[id] = check["cause"] as? String
                #expect(check["docs"] as? String == "docs/operations/doctor.md#\(id)")
                #expect((check["fix"] as? String == nil) == (results[id] == "ok"), "\(id)")
            }
            (self.results, self.causes) = (results, causes)
            #expect(object?["ok"] as? Bool == (run.exitCode == 0))
        }

        /// The checks that are not ok.
        var bad: [String: String] { self.results.filter { $0.value != "ok" } }
    }

    /// What depends on who scrapes, and on this machine's disk.
    private static let surroundings = ["scrape_recent", "disk_space"]

    private static func doctor(
        _ gateway: GatewayProcess,
        _ arguments: String...,
        skipping skipped: [String] = []
    ) throws -> Report {
        let front = ["doctor", "--json", "--config", gateway.folder.file("watchgate.yaml")]
        let command = front + arguments + skipped.flatMap { ["--skip", $0] }
        return try Report(try TestProgram.run(TestProgram.watchgate, command, in: try TemporaryFolder()))
    }

    private static func gateway(requests: Int = 20) throws -> GatewayProcess {
        var setup = GatewaySetup.proxy(try .serving([:]))
        setup.shards = 2
        let gateway = try GatewayProcess.start(setup)
        for number in 0..<requests { #expect(try gateway.get("/x/\(number)").status == 200) }
        _ = try gateway.accessLines(count: requests)
        return gateway
    }

    @Test func aHealthyGatewayIs0() throws {
        let gateway = try Self.gateway()
        defer { gateway.stop() }
        let server = try IndexServer()
        defer { server.stop() }
        try Self.load(gateway, into: server)
        let isDone = Flag()
        ScriptedUpstream.startThread {
            while !isDone.isSet.load(ordering: .relaxed) {
                _ = try? gateway.scrape()
                usleep(100_000)
            }
        }
        defer { isDone.isSet.store(true, ordering: .relaxed) }
        let report = try Self.doctor(gateway, "--delivery", "--elasticsearch", server.url)
        #expect(report.exitCode == 0)
        // How full this machine's disk is says nothing about the gateway.
        #expect(report.bad.filter { $0.key != "disk_space" }.isEmpty, "\(report.causes)")
        #expect(report.results.count == 18)
        #expect(report.causes["scrape_recent"]?.hasPrefix("scraped within ") == true)
        #expect(server.current.faults.isEmpty)
    }

    private final class Flag: Sendable { let isSet = Atomic(false) }

    /// As a sink would have delivered them.
    private static func load(_ gateway: GatewayProcess, into server: IndexServer) throws {
        for file in ["access", "app"] {
            let lines = gateway.folder.bytes("\(file).jsonl").split(separator: 0x0A)
            server.change { state in
                state.documents += lines.map { .init(index: "logs-gateway.\(file)-default", id: "", source: Array($0)) }
            }
        }
    }

    @Test func aMissingScrapeIsNamed() throws {
        let gateway = try Self.gateway(requests: 0)
        defer { gateway.stop() }
        let report = try Self.doctor(gateway, "--scrape-age", "1", "--skip", "disk_space")
        #expect(report.exitCode == 1)
        #expect(report.bad == ["scrape_recent": "failed"])
        #expect(report.causes["scrape_recent"] == "never scraped since the gateway's start")
        // One long ago: it is waited for, and not taken for a recent one.
        _ = try gateway.scrape()
        let later = try Self.doctor(gateway, "--scrape-age", "2", "--skip", "disk_space")
        #expect(later.causes["scrape_recent"] == "the last scrape was more than 2 s ago")
        #expect(try Self.doctor(gateway, skipping: Self.surroundings).exitCode == 0)
    }

    @Test func aBlockedFileSinkIsNamed() throws {
        let gateway = try Self.gateway()
        defer { gateway.stop() }
        // The file is moved away, and what is in its place cannot be opened for writing.
        try FileManager.default.moveItem(
            atPath: gateway.folder.file("access.jsonl"),
            toPath: gateway.folder.file("old")
        )
        try FileManager.default.createDirectory(
            atPath: gateway.folder.file("access.jsonl"),
            withIntermediateDirectories: false
        )
        _ = try gateway.scrape(until: "a sink that is not ok") { exposition in
            _ = try? gateway.get("/more")
            return exposition.sum("log_pipeline_sink_state", ["sink": "file", "state": "ok"]) == 0
        }
        let report = try Self.doctor(gateway, skipping: Self.surroundings)
        #expect(report.bad["sink_state"] != nil)
        #expect(report.causes["sink_state"]?.contains(/file is (retrying|stalled)/) == true)
    }

    @Test func anElasticsearchThatDoesNotAnswerIs69() throws {
        let gateway = try Self.gateway(requests: 0)
        defer { gateway.stop() }
        let url = "http://127.0.0.1:\(try FreePort.find())"
        let report = try Self.doctor(gateway, "--delivery", "--elasticsearch", url, skipping: Self.surroundings)
        #expect(report.exitCode == 69)
        #expect(report.bad == ["elasticsearch_reachable": "failed", "delivery_elasticsearch": "failed"])
    }

    @Test func aGatewayThatDoesNotAnswerIs69() throws {
        let gateway = try Self.gateway(requests: 0)
        #expect(gateway.terminate() == .exited(0))
        defer { gateway.stop() }
        let report = try Self.doctor(gateway, "--skip", "disk_space")
        #expect(report.exitCode == 69)
        #expect(report.bad == ["admin_reachable": "failed"])
    }

    @Test func aBadConfigurationIs1() throws {
        let folder = try TemporaryFolder()
        try folder.write("server: { prot: 1 }\n", to: "watchgate.yaml")
        let command = ["doctor", "--json", "--config", folder.file("watchgate.yaml")]
        let report = try Report(try TestProgram.run(TestProgram.watchgate, command, in: folder))
        #expect(report.exitCode == 1)
        #expect(report.bad == ["config_valid": "failed"])
        #expect(report.causes["config_valid"]?.contains("did you mean port?") == true)
    }

    @Test func aConfigurationThatIsNotInForceIsNamed() throws {
        let gateway = try Self.gateway(requests: 0)
        defer { gateway.stop() }
        var setup = gateway.setup
        setup.timeouts = "head: 3s"
        try gateway.write(setup)
        let report = try Self.doctor(gateway, skipping: Self.surroundings)
        #expect(report.exitCode == 0)
        #expect(report.bad == ["config_applied": "warning"])
    }

    @Test func aLogThatOthersMayChangeIsNamed() throws {
        let gateway = try Self.gateway()
        defer { gateway.stop() }
        #expect(chmod(gateway.folder.file("access.jsonl"), 0o666) == 0)
        let report = try Self.doctor(gateway, skipping: Self.surroundings)
        #expect(report.bad == ["file_permissions": "failed"])
    }

    /// The sink's address, secrets, spool and canaries are known from the configuration.
    @Test func theElasticsearchSinkIsLookedAt() throws {
        let receiver = try BulkReceiver()
        var setup = GatewaySetup.proxy(try .serving([:]))
        let keys = try TemporaryFolder()
        try keys.write("a2V5", to: "key")
        #expect(chmod(keys.file("key"), 0o400) == 0)
        let url = "url: \"http://127.0.0.1:\(receiver.port)\", api_key_file: \"\(keys.file("key"))\""
        setup.elasticsearch = "\(url), linger: 50ms, canary: 1s"
        setup.appSink = "file, elasticsearch"
        let gateway = try GatewayProcess.start(setup)
        defer { gateway.stop() }
        _ = try gateway.scrape(until: "a canary was found") { exposition in
            exposition.sum("log_pipeline_canary_total", ["result": "found"]) > 0
        }
        let report = try Self.doctor(gateway, skipping: Self.surroundings)
        #expect(report.exitCode == 0 && report.bad.isEmpty, "\(report.causes)")
        #expect(report.causes["elasticsearch_reachable"] == "127.0.0.1:\(receiver.port) accepts connections")
        #expect(report.causes["canary_found"]?.contains("canaries were found, the last after") == true)
        #expect(report.causes["spool_fill"]?.contains("the spool of elasticsearch is") == true)
        #expect(receiver.violations == [] && receiver.authorizations == ["ApiKey a2V5"])
        #expect(chmod(keys.file("key"), 0o444) == 0)
        receiver.stop()
        let later = try Self.doctor(gateway, skipping: Self.surroundings)
        #expect(later.results["file_permissions"] == "failed")
        #expect(later.causes["file_permissions"]?.contains(keys.file("key")) == true)
        #expect(later.results["elasticsearch_reachable"] == "failed")
    }

    /// Folders that a living process holds are not left over; those of a killed one wait for the next start.
    @Test func ringsOfAKilledGatewayAreCounted() throws {
        var setup = GatewaySetup.proxy(try .serving([:]))
        let rings = try TemporaryFolder()
        setup.logs = ["rings: { dir: \"\(rings.path)\" }"]
        let gateway = try GatewayProcess.start(setup)
        defer { gateway.stop() }
        let alive = try Self.doctor(gateway, skipping: Self.surroundings)
        #expect(alive.causes["state_leftovers"] == "nothing is left over of earlier starts")
        gateway.signal(SIGKILL)
        #expect(gateway.process.wait() == .signalled(SIGKILL))
        let dead = try Self.doctor(gateway, skipping: Self.surroundings)
        #expect(dead.causes["state_leftovers"]?.hasPrefix("1 ring folders wait for the next start") == true)
    }

    @Test func recordsThatAreMissingOrTwiceInTheFilesAreNamed() throws {
        let gateway = try Self.gateway()
        #expect(gateway.terminate() == .exited(0))
        defer { gateway.stop() }
        let whole = gateway.folder.read("access.jsonl").split(separator: "\n").map { String($0) + "\n" }
        let check = { (lines: [String]) throws -> String in
            try gateway.folder.write(lines.joined(), to: "access.jsonl")
            let report = try Self.doctor(gateway, "--delivery", "--skip", "disk_space", "--skip", "file_permissions")
            #expect(report.exitCode == (report.results["delivery_file"] == "ok" ? 69 : 1))
            return report.causes["delivery_file"] ?? ""
        }
        #expect(try check(whole).contains("none missing, none twice"))
        // Lines of one shard, so that the numbers are known.
        let shard = try AccessLine(Data(whole[0].utf8)).number("gateway.shard")
        let own = try whole.indices.filter { try AccessLine(Data(whole[$0].utf8)).number("gateway.shard") == shard }
        try #require(own.count > 3)
        #expect(try check(whole.indices.filter { $0 != own[1] }.map { whole[$0] }).contains("1 missing (2)"))
        #expect(try check(whole + [whole[own[1]]]).contains("1 twice"))
        #expect(
            try check(whole.indices.filter { $0 != own[own.count - 1] }.map { whole[$0] }).contains(
                "missing at the end"
            )
        )
        #expect(try check(whole + ["no record\n"]).contains("1 lines are no records"))
        #expect(try check(whole + ["{\"cut"]).contains("none missing, none twice"))
    }

    @Test func rotatedAndCompressedFilesAreReadToo() throws {
        var setup = GatewaySetup.proxy(try .serving([:]))
        setup.rotateBytes = "1MiB"
        let gateway = try GatewayProcess.start(setup)
        defer { gateway.stop() }
        let client = try gateway.connect()
        let agent = "User-Agent: " + String(repeating: "x", count: 500)
        for number in 0..<2_000 { #expect(try client.get("/\(number)", agent).status == 200) }
        _ = try gateway.accessLines(count: 2_000)
        #expect(gateway.terminate() == .exited(0))
        let rotated = gateway.folder.names().filter { $0.hasPrefix("access-") }
        try #require(rotated.count >= 2)
        let folder = try TemporaryFolder()
        let gzip = try #require(TestProgram.find("gzip"))
        #expect(try TestProgram.run(gzip, [gateway.folder.file(rotated[0])], in: folder).exitCode == 0)
        let report = try Self.doctor(gateway, "--delivery", "--skip", "disk_space")
        #expect(report.results["delivery_file"] == "ok", "\(report.causes)")
        let count = 2_003 + gateway.folder.read("audit.jsonl").split(separator: "\n").count
        #expect(report.causes["delivery_file"]?.contains(": \(count) records of 3 sequences") == true)
        // Cut in the middle: gzip gives what it can, and says so.
        let path = gateway.folder.file(rotated[0] + ".gz")
        try gateway.folder.bytes(rotated[0] + ".gz").dropLast(1_000).write(to: URL(filePath: path))
        #expect(try Self.doctor(gateway, "--delivery", "--skip", "disk_space").results["delivery_file"] == "failed")
    }

    @Test func recordsThatAreInNoIndexAreNamed() throws {
        let gateway = try Self.gateway()
        defer { gateway.stop() }
        let server = try IndexServer()
        defer { server.stop() }
        try Self.load(gateway, into: server)
        let document = try #require(
            server.current.documents.first { document in
                (try? AccessLine(Data(document.source)).number("event.sequence")) == 2
            }
        )
        server.change { state in state.documents.removeAll { $0.source == document.source } }
        let report = try Self.doctor(gateway, "--delivery", "--elasticsearch", server.url, skipping: Self.surroundings)
        #expect(report.exitCode == 1)
        #expect(report.bad == ["delivery_elasticsearch": "failed"])
        #expect(report.causes["delivery_elasticsearch"]?.contains("1 missing (2)") == true)
        server.change { $0.status = "403 Forbidden" }
        let refused = try Self.doctor(gateway, "--delivery", "--elasticsearch", server.url, skipping: Self.surroundings)
        #expect(refused.causes["delivery_elasticsearch"] == "status 403: the search is not allowed")
    }

    /// More records than a page of a search has.
    @Test func aSearchIsReadPageByPage() throws {
        let gateway = try Self.gateway(requests: 0)
        defer { gateway.stop() }
        let server = try IndexServer()
        defer { server.stop() }
        server.change { state in
            state.documents = (1...10_001).map { number in
                let source = #"{"gateway.boot":"b","gateway.shard":0,"event.dataset":"d","event.sequence":\#(number)}"#
                return .init(index: "logs-gateway.access-default", id: "\(number)", source: Array(source.utf8))
            }
        }
        let report = try Self.doctor(gateway, "--delivery", "--elasticsearch", server.url, skipping: Self.surroundings)
        #expect(report.causes["delivery_elasticsearch"]?.contains("10001 records of 1 sequences") == true)
        #expect(server.server.log.requests.filter { $0.target.contains("/_search") }.count == 2)
        #expect(server.current.faults.isEmpty)
    }

    @Test(arguments: [
        ["--skip", "ledger"], ["--scrape-age", "0"], ["--scrape-age", "3601"], ["--since", "1y"],
        ["--elasticsearch", "127.0.0.1:9200"],
    ])
    func wrongUsageIs64(arguments: [String]) throws {
        let run = try TestProgram.run(TestProgram.watchgate, ["doctor"] + arguments, in: try TemporaryFolder())
        #expect(run.exitCode == 64)
        #expect(run.output.isEmpty)
        if arguments[1] == "ledger" { #expect(run.messages.contains("there is no check ledger")) }
    }
}
