import Foundation
import LogPipeline
import Telemetry
import TestKit
import Testing

/// What a killed process left in its rings comes into the log, once, as it would have written it.
@Suite(.timeLimit(.minutes(15))) struct RecoveryTests {
    /// The next process: with rings of its own in the same folder.
    private static func next(
        _ folder: TemporaryFolder,
        _ change: (inout LogPipelineConfiguration) -> Void = { _ in }
    ) throws -> LogPipeline {
        var configuration = LogPipelineConfiguration.sample(in: folder)
        configuration.bootID = 0xBBBB_0002
        change(&configuration)
        configuration.rings = try RingFolder(in: folder.file("rings"), for: configuration)
        let registry = MetricRegistry(names: configuration.names)
        let pipeline = LogPipeline(configuration: configuration, registry: registry)
        try pipeline.start()
        return pipeline
    }

    private static func account(_ pipeline: LogPipeline, _ stream: RecordStream = .access) -> StreamLedger {
        pipeline.snapshot.sink(.file)?.streams[stream] ?? StreamLedger()
    }

    /// Runs the next process until all folders are gone.
    private static func recover(_ folder: TemporaryFolder) throws -> StreamLedger {
        let pipeline = try Self.next(folder)
        #expect(eventually { DeadProcess.folders(folder.file("rings")).count == 1 })
        let account = Self.account(pipeline)
        #expect(account.imbalance == 0 && account.offered == 0 && account.droppedTotal == 0)
        #expect(pipeline.snapshot.emitted[.access] == nil)
        pipeline.stop(within: 5)
        #expect(DeadProcess.folders(folder.file("rings")).isEmpty, "a shutdown in order leaves nothing")
        return account
    }

    private static func text(_ folder: TemporaryFolder, _ name: String = "access.jsonl") -> String {
        (try? folder.data(name)).map { String(decoding: $0, as: UTF8.self) } ?? ""
    }

    private static func recovered(_ folder: TemporaryFolder) -> [ParsedLine] {
        let lines = ParsedLine.all(in: (try? folder.data("app.jsonl")) ?? Data()).compactMap { $0 }
        return lines.filter { $0["message"] == "stream.recovered" }
    }

    @Test func recordsComeAsTheyWouldHave() throws {
        var dead = DeadProcess(in: try TemporaryFolder())
        dead.shards = 2
        dead.readCount = 40
        dead.appMessages = ["one", "two"]
        try dead.leave()
        #expect(try Self.recover(dead.folder).recovered == 200)
        #expect(Self.text(dead.folder) == dead.lines(1...100) + dead.lines(1...100, shard: 1))
        let event = try #require(Self.recovered(dead.folder).first)
        #expect(event["labels.boot"] == "aaaa0001")
        #expect(event["labels.access_recovered"] == "0:100 1:100")
        #expect(event["labels.access_last_sequence"] == "0:100 1:100")
        #expect(event["labels.access_lost"] == "0:0 1:0")
        #expect(event["labels.app_recovered"] == "255:2")
        #expect(event["labels.damaged"] == nil)
        let app = Self.text(dead.folder, "app.jsonl").split(separator: "\n")
        #expect(app.filter { $0.contains("\"gateway.boot\":\"aaaa0001\"") }.count == 2)
        #expect(app.contains { $0.contains("\"message\":\"two\"") })
    }

    @Test(arguments: [0, 1, 60, 99, 100]) func whatTheFileHasIsSkipped(_ written: Int) throws {
        var dead = DeadProcess(in: try TemporaryFolder())
        let before = written > 0 ? dead.lines(1...written) : ""
        // A kill in the middle of a line: it is cut off, and delivered.
        let torn = written < 100 ? dead.lines((written + 1)...(written + 1)).prefix(300) : ""
        try Data((before + torn).utf8).write(to: URL(filePath: dead.folder.file("access.jsonl")))
        dead.readCount = written
        try dead.leave()
        #expect(try Self.recover(dead.folder).recovered == UInt64(100 - written))
        #expect(Self.text(dead.folder) == dead.lines(1...100))
        #expect(Self.recovered(dead.folder).first?["labels.access_already_written"] == "0:\(written)")
    }

    /// The file was rotated, and compressed, just before the kill; some records are in none of them.
    @Test func rotatedFilesAreSearched() throws {
        let dead = DeadProcess(in: try TemporaryFolder())
        let later = "29990101T000000Z"
        for (range, name) in [(1...20, "\(later)-1"), (31...50, "\(later)-2"), (51...60, "20000101T000000Z-1")] {
            let path = dead.folder.file("access-\(name).jsonl")
            try Data(dead.lines(range).utf8).write(to: URL(filePath: path))
            if name == "\(later)-1" { _ = try Self.run(["gzip", path]) }
        }
        try Data(dead.lines(71...80).utf8).write(to: URL(filePath: dead.folder.file("access.jsonl")))
        try dead.leave()
        // Those that were rotated before the process began cannot have its records: they are not read.
        #expect(try Self.recover(dead.folder).recovered == 50)
        #expect(
            Self.text(dead.folder) == dead.lines(71...80) + dead.lines(21...30) + dead.lines(51...70)
                + dead.lines(81...100)
        )
    }

    private static func run(_ words: [String]) throws -> Int32 {
        let process = Process()
        process.executableURL = URL(filePath: "/usr/bin/env")
        process.arguments = words
        try process.run()
        process.waitUntilExit()
        return process.terminationStatus
    }

    @Test func theFolderOfALivingProcessIsLeftAlone() throws {
        let folder = try TemporaryFolder()
        var configuration = LogPipelineConfiguration.sample(in: folder)
        configuration.rings = try RingFolder(in: folder.file("rings"), for: configuration)
        let ring = try #require(configuration.rings?.makeRing(shard: 0, bytes: 65_536))
        SampleRecord.handbook(configuration.names).write(to: ring)
        let pipeline = try Self.next(folder)
        #expect(DeadProcess.folders(folder.file("rings")).count == 2)
        pipeline.stop(within: 5)
        #expect(DeadProcess.folders(folder.file("rings")).count == 1)
        #expect(Self.text(folder).isEmpty)
        withExtendedLifetime((configuration, ring)) {}
    }

    /// A process that ends before its file takes anything; its locks end with it.
    private static func recoverInVain(_ folder: TemporaryFolder) throws {
        let pipeline = try Self.next(folder) {
            $0.fileAccessPath = "/dev/full"
            $0.bootID = 0xCCCC_0003
        }
        #expect(eventually { Self.account(pipeline).recovered == 100 })
        #expect(pipeline.snapshot.sinks.allSatisfy { $0.imbalance == 0 })
        pipeline.stop(within: 0.2)
    }

    /// Another kill while the first is being recovered, with a sink that takes nothing.
    @Test func aRecoveryThatWasCutOffGoesOn() throws {
        let dead = DeadProcess(in: try TemporaryFolder())
        try dead.leave()
        try Self.recoverInVain(dead.folder)
        #expect(DeadProcess.folders(dead.rings).count >= 1)
        #expect(try Self.recover(dead.folder).recovered == 100)
        #expect(Self.text(dead.folder) == dead.lines(1...100))
    }

    /// After a restart of the machine pages of a ring may be of different ages: only what was sealed is believed.
    @Test func afterARebootOnlySealedRecordsAreBelieved() throws {
        var dead = DeadProcess(in: try TemporaryFolder())
        dead.readCount = 30
        let path = try dead.leave()
        let boot = try String(contentsOfFile: path + "/boot", encoding: .utf8)
        let other = boot.replacing(#/machine_boot=.*/#, with: "machine_boot=another")
        #expect(other != boot)
        try other.write(toFile: path + "/boot", atomically: false, encoding: .utf8)
        #expect(try Self.recover(dead.folder).recovered == 30)
        let event = try #require(Self.recovered(dead.folder).first)
        #expect(event["labels.access_lost"] == "0:70")
        #expect(event["labels.damaged"]?.hasPrefix("shard-0.ring: ") == true)
    }

    @Test(arguments: ["boot", "shard-0.ring"]) func whatCannotBeReadIsKeptAside(_ name: String) throws {
        let folder = try TemporaryFolder()
        // One more than is kept.
        for number in 0..<9 {
            var dead = DeadProcess(in: folder, bootID: UInt32(number + 1))
            dead.count = 5
            let path = try dead.leave()
            let handle = try FileHandle(forWritingTo: URL(filePath: "\(path)/\(name)"))
            try handle.write(contentsOf: Data("garbage".utf8))
            try handle.close()
        }
        #expect(try Self.recover(folder).recovered == 0)
        let bad = try FileManager.default.contentsOfDirectory(atPath: folder.file("rings")).filter { $0 != "lock" }
        #expect(bad.count == 8 && bad.allSatisfy { $0.hasSuffix(".ring.bad") })
        let app = Self.text(folder, "app.jsonl")
        #expect(app.contains(name == "boot" ? "\"labels.lost\":\"unknown\"" : "shard-0.ring: unreadable"))
    }

    @Test func noMoreThan64FoldersAreTaken() throws {
        let folder = try TemporaryFolder()
        for number in 0..<66 {
            var dead = DeadProcess(in: folder, bootID: UInt32(number + 1))
            dead.count = 1
            try dead.leave()
        }
        let pipeline = try Self.next(folder)
        #expect(eventually { DeadProcess.folders(folder.file("rings")).count == 3 })
        #expect(Self.account(pipeline).recovered == 64)
        pipeline.stop(within: 5)
        #expect(Self.text(folder, "app.jsonl").contains("are left for the next start"))
        #expect(try Self.recover(folder).recovered == 2)
    }

    /// Anything may be wrong anywhere in the folder: the start goes on, and no line is a second one of another.
    @Test(arguments: [0, UInt64.random(in: 0 ... .max)]) func randomDamageStopsNoStart(_ seed: UInt64) throws {
        var generator = SeededGenerator(seed: seed)
        var recovered: UInt64 = 0
        for _ in 0..<25 {
            var dead = DeadProcess(in: try TemporaryFolder())
            dead.count = 60
            dead.shards = 2
            dead.readCount = Int(generator.next() % 60)
            dead.appMessages = ["a", "b"]
            let path = try dead.leave()
            for _ in 0..<4 {
                let names = try FileManager.default.contentsOfDirectory(atPath: path).sorted()
                guard let name = names.randomElement(using: &generator) else { continue }
                try Self.damage("\(path)/\(name)", &generator)
            }
            let account = try Self.recover(dead.folder)
            recovered += account.recovered
            let lines = ParsedLine.all(in: (try? dead.folder.data("access.jsonl")) ?? Data())
            #expect(lines.allSatisfy { $0 != nil }, "seed \(seed)")
            let ids = lines.compactMap { $0?["event.id"] }
            #expect(ids.count == Int(account.recovered) && Set(ids).count == ids.count, "seed \(seed)")
        }
        #expect(recovered > 500, "seed \(seed)")
    }

    private static func damage(_ path: String, _ generator: inout SeededGenerator) throws {
        let handle = try FileHandle(forUpdating: URL(filePath: path))
        let size = try handle.seekToEnd()
        if generator.next() % 8 == 0 { try handle.truncate(atOffset: generator.next() % (size + 1)) }
        // The records are at the beginning.
        try handle.seek(toOffset: generator.next() % max(min(size, 20_000), 1))
        let bytes = (0..<(1 + generator.next() % 64)).map { _ in UInt8(truncatingIfNeeded: generator.next()) }
        try handle.write(contentsOf: Data(bytes))
        try handle.close()
    }

    /// A service that cannot start is started again and again: each time would leave some megabytes.
    @Test func aStartThatFailsLeavesNoRings() throws {
        let folder = try TemporaryFolder()
        #expect(throws: (any Error).self) {
            try Self.next(folder) { $0.fileAccessPath = "/proc/none/access.jsonl" }
        }
        #expect(DeadProcess.folders(folder.file("rings")).isEmpty)
    }

    @Test func aFolderThatCannotBeMadeSaysWhatToWrite() throws {
        let folder = try TemporaryFolder()
        try Data().write(to: URL(filePath: folder.file("rings")))
        let configuration = LogPipelineConfiguration.sample(in: folder)
        let error = #expect(throws: LogPipelineError.self) {
            try RingFolder(in: folder.file("rings"), for: configuration)
        }
        #expect(error?.code == .ringsNotMade)
        #expect(error?.description.hasSuffix("write a folder the gateway may write to, best on a tmpfs") == true)
    }
}
