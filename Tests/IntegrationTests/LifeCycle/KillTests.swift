import Foundation
import TestKit
import Testing

/// kill -9 at any moment: no record is lost or written twice, and the books balance.
@Suite(.blocking, .serialized) struct KillTests {
    private static let shards = 2
    private static let clients = 6

    private static func setup() throws -> GatewaySetup {
        var setup = GatewaySetup.proxy(try LoadUpstream.start())
        setup.shards = Self.shards
        setup.rotateBytes = "4MiB"
        return setup
    }

    @Test(arguments: [UInt64.random(in: 0 ... .max)]) func killsLoseNothing(_ seed: UInt64) throws {
        print("seed of the kills: \(seed)")
        var generator = SeededGenerator(seed: seed)
        let kills = Scale.count(5, full: 50)
        let perRound = Scale.count(20_000, full: 1_000_000) / kills
        var gateway = try GatewayProcess.start(try Self.setup())
        defer { gateway.stop() }
        var (ids, last) = ([String](), Set<String>())
        for round in 0..<kills {
            let count = perRound / 2 + Int(generator.next() % UInt64(perRound))
            let answers = try Self.load(gateway, until: count, pause: UInt32(generator.next() % 20_000))
            ids += answers.ids
            last.formUnion(answers.last)
            #expect(gateway.process.wait() == .signalled(SIGKILL), "round \(round)")
            gateway = try GatewayProcess.start(gateway.setup, after: gateway)
        }
        // The last one serves too, and ends in order.
        let recorder = AnswerRecorder(port: gateway.port)
        let answers = Box<AnswerRecorder.Answers>()
        ScriptedUpstream.startThread { answers.set(recorder.run(Self.clients)) }
        try Deadline.wait(for: "answers") { recorder.answered >= 500 ? () : nil }
        recorder.stop()
        ids += try Deadline.wait(for: "the clients") { answers.value }.ids
        #expect(gateway.terminate() == .exited(0))
        try Self.expectExact(gateway, ids, last, kills: kills, "seed \(seed)")
        let boots = try gateway.accessLines().compactMap { $0.text("gateway.boot") }
        #expect(Set(boots).count == kills + 1)
    }

    /// Loads a gateway, watches its books, and kills it when so many requests were answered.
    private static func load(
        _ gateway: GatewayProcess,
        until count: Int,
        pause: UInt32
    ) throws -> AnswerRecorder.Answers {
        let recorder = AnswerRecorder(port: gateway.port)
        let answers = Box<AnswerRecorder.Answers>()
        let imbalances = Box<[Double]>()
        ScriptedUpstream.startThread { answers.set(recorder.run(Self.clients)) }
        let watch = LedgerWatch(gateway)
        ScriptedUpstream.startThread { imbalances.set(watch.run()) }
        try Deadline.wait(for: "\(count) answers", within: 300) { recorder.answered >= count ? () : nil }
        usleep(pause)
        gateway.signal(SIGKILL)
        watch.stop()
        let seen = try Deadline.wait(for: "the scrapes") { imbalances.value }
        #expect(seen.allSatisfy { $0 == 0 }, "\(seen)")
        return try Deadline.wait(for: "the clients") { answers.value }
    }

    /// The logs against what the clients saw.
    private static func expectExact(
        _ gateway: GatewayProcess,
        _ ids: [String],
        _ last: Set<String>,
        kills: Int,
        _ note: Comment
    ) throws {
        let lines = try gateway.accessLines()
        let appLines = try AccessLine.parse(gateway.folder.bytes("app.jsonl"))
        var count: [String: Int] = [:]
        for line in lines { count[line.requestID, default: 0] += 1 }
        #expect(count.values.allSatisfy { $0 == 1 }, note)
        // Of each shard the request whose answer was just sent may have no record yet when the kill comes.
        let missing = ids.filter { count[$0] == nil }
        #expect(missing.count <= kills * Self.shards, note)
        #expect(missing.allSatisfy { last.contains($0) }, note)
        print("\(ids.count) answered, \(lines.count) lines, \(missing.count) killed between answer and record")
        let events = (lines + appLines).compactMap { $0.text("event.id") }
        #expect(events.count == lines.count + appLines.count)
        #expect(Set(events).count == events.count, note)
        Self.expectNoGap(lines, note)
        Self.expectNoGap(appLines, note)
        let recovered = appLines.filter { $0.text("message") == "stream.recovered" }
        #expect(recovered.count == kills, note)
        for line in recovered {
            #expect(line.text("labels.damaged") == nil && line.text("labels.search") == nil, note)
            let losses = (line.text("labels.access_lost") ?? "").split(separator: " ").map {
                $0.split(separator: ":")[1]
            }
            #expect(losses.count == Self.shards && losses.allSatisfy { $0 == "0" || $0 == "1" }, "\(line.text)")
        }
        let rings = try FileManager.default.contentsOfDirectory(atPath: gateway.folder.file("state/rings"))
        #expect(rings == ["lock"], note)
    }

    private static func expectNoGap(_ lines: [AccessLine], _ note: Comment) {
        var sequences: [String: [Int]] = [:]
        for line in lines {
            let key = "\(line.text("gateway.boot") ?? "") \(line.number("gateway.shard") ?? -1)"
            sequences[key, default: []].append(line.number("event.sequence") ?? -1)
        }
        for (key, numbers) in sequences {
            #expect(numbers.sorted() == Array(1...numbers.count), "\(key), \(note)")
        }
    }

    /// A full disk: the records stay in the rings, and the next start writes them.
    @Test func aKillWhileTheDiskIsFullLosesNothing() throws {
        var setup = try Self.setup()
        setup.rotateBytes = "256MiB"
        setup.fileBlockLimit = 5 * 2_048
        let gateway = try GatewayProcess.start(setup)
        defer { gateway.stop() }
        let recorder = AnswerRecorder(port: gateway.port)
        let answers = Box<AnswerRecorder.Answers>()
        ScriptedUpstream.startThread { answers.set(recorder.run(Self.clients)) }
        _ = try gateway.scrape(until: "the file is full") {
            $0.sum("log_pipeline_sink_state", ["sink": "file", "state": "retrying"]) == 1
        }
        let before = recorder.answered
        try Deadline.wait(for: "more answers") { recorder.answered >= before + 1_000 ? () : nil }
        #expect(try gateway.scrape().sum("log_pipeline_ledger_imbalance_events") == 0)
        gateway.signal(SIGKILL)
        let seen = try Deadline.wait(for: "the clients") { answers.value }
        _ = gateway.process.wait()
        setup.fileBlockLimit = nil
        let next = try GatewayProcess.start(setup, after: gateway)
        defer { next.stop() }
        let exposition = try next.scrape(until: "the records are written") {
            $0.sum("log_pipeline_events_recovered_total", ["stream": "access"]) >= 1_000
                && $0.sum("log_pipeline_queue_events") == 0
        }
        #expect(exposition.sum("log_pipeline_ledger_imbalance_events") == 0)
        #expect(next.terminate() == .exited(0))
        try Self.expectExact(next, seen.ids, seen.last, kills: 1, "a full disk")
    }

    /// A sink that never took anything: the rings hold what they can, and the next start writes that.
    @Test func aKillWhileTheSinkTakesNothingLosesNothing() throws {
        var setup = try Self.setup()
        setup.accessPath = "/dev/full"
        setup.appSink = "stdout"
        let gateway = try GatewayProcess.start(setup)
        defer { gateway.stop() }
        let client = try LoadConnection(port: gateway.port)
        for _ in 0..<1_500 { _ = try client.exchange(LoadConnection.get("/s/200/10")) }
        // Stalled: from now on it holds no more than half of a ring.
        _ = try gateway.scrape(until: "stalled") { $0.sum("log_pipeline_sink_state", ["state": "retrying"]) == 1 }
        usleep(2_500_000)
        for _ in 0..<500 { _ = try client.exchange(LoadConnection.get("/s/200/10")) }
        gateway.signal(SIGKILL)
        _ = gateway.process.wait()
        setup.accessPath = ""
        let next = try GatewayProcess.start(setup, after: gateway)
        defer { next.stop() }
        #expect(try next.accessLines(count: 1_999).count >= 1_999)
        #expect(next.terminate() == .exited(0))
        let lines = try next.accessLines()
        #expect((1_999...2_000).contains(lines.count))
        Self.expectNoGap(lines, "a sink that takes nothing")
    }

    /// What could not be written at the end waits for the next start too.
    @Test func aShutdownWithAFullDiskKeepsTheRings() throws {
        var setup = try Self.setup()
        setup.accessPath = "/dev/full"
        setup.timeouts = "drain: 5s"
        let gateway = try GatewayProcess.start(setup)
        defer { gateway.stop() }
        for _ in 0..<20 { #expect(try gateway.get("/s/200/10").status == 200) }
        #expect(gateway.terminate() == .exited(0))
        setup.accessPath = ""
        let next = try GatewayProcess.start(setup, after: gateway)
        defer { next.stop() }
        #expect(try next.accessLines(count: 20).count == 20)
        #expect(next.terminate() == .exited(0))
        #expect(next.folder.read("app.jsonl").contains("stream.recovered"))
    }

    /// A folder that cannot be made is an error that says what to write.
    @Test func aFolderThatCannotBeMadeIsNamed() throws {
        let folder = try TemporaryFolder()
        try folder.write("", to: "file")
        let text = """
            server: { host: 127.0.0.1, port: \(try FreePort.find()) }
            admin: { host: 127.0.0.1, port: \(try FreePort.find()) }
            state_dir: "\(folder.path)/state"
            logs: { rings: { dir: "\(folder.path)/file/rings" } }
            """
        try folder.write(text, to: "watchgate.yaml")
        let process = try ChildProcess(
            TestProgram.watchgate,
            ["serve", "--config", folder.file("watchgate.yaml")],
            output: folder.file("stdout"),
            messages: folder.file("stderr")
        )
        #expect(process.wait() == .exited(1))
        let messages = folder.read("stderr")
        #expect(
            messages.contains("logs.rings.dir: cannot make \(folder.path)/file/rings: Not a directory; write a folder")
        )
    }
}
