import Foundation
import LogPipeline
import Telemetry
import Testing

@Suite(.timeLimit(.minutes(15))) struct FileSinkTests {
    @Test func aFileIsReadableByTheGroupWhateverTheUmask() throws {
        let rig = try PipelineRig()
        let before = umask(0o077)
        try rig.pipeline.start()
        umask(before)
        rig.pipeline.stop(within: 5)
        let attributes = try FileManager.default.attributesOfItem(atPath: rig.folder.file("access.jsonl"))
        #expect((attributes[.posixPermissions] as? NSNumber)?.intValue == 0o640)
    }

    @Test func linesAreThereWithin20Milliseconds() throws {
        let rig = try PipelineRig()
        try rig.pipeline.start()
        usleep(100_000)
        var slowest = 0.0
        for count in 1...20 as ClosedRange<UInt64> {
            usleep(23_000)
            let start = Date()
            rig.write(1)
            while rig.account().delivered < count { usleep(200) }
            slowest = max(slowest, Date().timeIntervalSince(start))
        }
        rig.pipeline.stop(within: 5)
        // 15 ms by design; the rest is a loaded machine.
        #expect(slowest < 0.2)
    }

    @Test func aFileIsRotatedCompressedAndDeleted() throws {
        let rig = try PipelineRig { configuration, _ in
            configuration.rotateBytes = 100_000
            configuration.keep = 3
        }
        try rig.pipeline.start()
        rig.write(500)
        #expect(rig.delivered(500))
        let isTidy = eventually {
            let rotated = rig.folder.names.compactMap { RotatedName($0, stem: "access") }
            return rotated.count == 3 && rotated.allSatisfy(\.isCompressed)
        }
        #expect(isTidy, "\(rig.folder.names)")
        rig.pipeline.stop(within: 5)
        let lines = try rig.accessLines().map { try #require($0) }
        #expect(lines.count > 100)
        #expect(try rig.folder.data("access.jsonl").count <= 100_000)
        // What is kept is the end, without a gap.
        let sequences = lines.compactMap { $0.number("event.sequence") }
        #expect(sequences == Array((501 - UInt64(lines.count))...500))
        #expect(rig.account().delivered == 500)
        #expect(Self.zombies().isEmpty)
    }

    /// Children that have ended and were not waited for.
    private static func zombies() -> [String] {
        let processes = (try? FileManager.default.contentsOfDirectory(atPath: "/proc")) ?? []
        return processes.filter { Int($0) != nil }.filter { process in
            guard let text = try? String(contentsOfFile: "/proc/\(process)/stat", encoding: .utf8) else { return false }
            let fields = (text.split(separator: ")").last ?? "").split(separator: " ")
            return fields.count > 1 && fields[0] == "Z" && fields[1] == "\(getpid())" && text.contains("(gzip)")
        }
    }

    @Test func nothingIsLostBetweenFiles() throws {
        let rig = try PipelineRig { configuration, _ in
            configuration.rotateBytes = 50_000
            configuration.keep = 1000
            configuration.compresses = false
        }
        try rig.pipeline.start()
        rig.write(1000)
        rig.pipeline.stop(within: 10)
        let lines = try rig.accessLines().map { try #require($0) }
        #expect(lines.compactMap { $0.number("event.sequence") } == Array(1...1000))
        let rotated = rig.folder.names.compactMap { RotatedName($0, stem: "access") }
        #expect(rotated.count > 20)
        for name in rotated { #expect(try rig.folder.data(name.text).count <= 50_000) }
    }

    @Test func aLineLargerThanAFileMayBeIsWrittenAlone() throws {
        let rig = try PipelineRig { configuration, _ in
            configuration.rotateBytes = 100
            configuration.keep = 1000
            configuration.compresses = false
        }
        try rig.pipeline.start()
        rig.write(5)
        rig.pipeline.stop(within: 5)
        #expect(try rig.accessLines().count == 5)
        #expect(rig.folder.names.compactMap { RotatedName($0, stem: "access") }.count == 4)
    }

    @Test func aFileThatOthersMovedIsReopenedWithinASecond() throws {
        let rig = try PipelineRig()
        try rig.pipeline.start()
        rig.write(3)
        #expect(rig.delivered(3))
        let path = rig.folder.file("access.jsonl")
        try FileManager.default.moveItem(atPath: path, toPath: rig.folder.file("moved"))
        #expect(eventually(within: 1.5) { FileManager.default.fileExists(atPath: path) })
        rig.write(2)
        rig.pipeline.stop(within: 5)
        #expect(ParsedLine.all(in: try rig.folder.data("moved")).count == 3)
        #expect(ParsedLine.all(in: try rig.folder.data("access.jsonl")).count == 2)
    }

    @Test(arguments: [("", 0), ("{\"whole\":1}\n", 12), ("{\"whole\":1}\n{\"to", 12), ("no newline", 0)])
    func aTornLastLineIsCutOff(text: String, kept: Int) throws {
        let rig = try PipelineRig()
        try Data(text.utf8).write(to: URL(filePath: rig.folder.file("access.jsonl")))
        try rig.pipeline.start()
        rig.write(1)
        rig.pipeline.stop(within: 5)
        let data = try rig.folder.data("access.jsonl")
        #expect(data.prefix(kept) == Data(text.utf8.prefix(kept)))
        #expect(ParsedLine.all(in: data.dropFirst(kept)).compactMap { $0 }.count == 1)
        let said = try rig.folder.data("app.jsonl").range(of: Data("unfinished line".utf8)) != nil
        #expect(said == (kept < text.utf8.count))
    }

    @Test func aTornLineOfManyBlocksIsCutOff() throws {
        let rig = try PipelineRig()
        let text = "{\"whole\":1}\n" + String(repeating: "x", count: 200_000)
        try Data(text.utf8).write(to: URL(filePath: rig.folder.file("access.jsonl")))
        try rig.pipeline.start()
        rig.pipeline.stop(within: 5)
        #expect(try rig.folder.data("access.jsonl").count == 12)
    }

    @Test func anInterruptedCompressionIsDoneAgainAtTheStart() throws {
        let rig = try PipelineRig()
        let old = "access-20260301T120000Z-1.jsonl"
        try Data("{\"old\":1}\n".utf8).write(to: URL(filePath: rig.folder.file(old)))
        try Data("half".utf8).write(to: URL(filePath: rig.folder.file(old + ".gz")))
        try rig.pipeline.start()
        #expect(eventually { !rig.folder.names.contains(old) })
        rig.pipeline.stop(within: 5)
        #expect(try PipelineRig.unzip(rig.folder.file(old + ".gz")) == Data("{\"old\":1}\n".utf8))
    }

    @Test func otherFilesInTheFolderStay() throws {
        let rig = try PipelineRig { configuration, _ in configuration.keep = 0 }
        for name in ["access-notes.jsonl", "access.jsonl.bak", "accessory-20260301T120000Z-1.jsonl"] {
            try Data("x\n".utf8).write(to: URL(filePath: rig.folder.file(name)))
        }
        try rig.pipeline.start()
        usleep(100_000)
        rig.pipeline.stop(within: 5)
        #expect(rig.folder.names.count == 5)
    }

    @Test(arguments: ["missing/access.jsonl", "."])
    func aBadPathIsNamedAtTheStart(name: String) throws {
        let rig = try PipelineRig { configuration, folder in configuration.fileAccessPath = folder.file(name) }
        let error = #expect(throws: LogPipelineError.self) { try rig.pipeline.start() }
        #expect(error?.description.contains(rig.folder.file(name)) == true)
    }

    @Test func oneFileForTwoStreamsIsRefused() throws {
        let rig = try PipelineRig { configuration, _ in configuration.fileAppPath = configuration.fileAccessPath }
        let error = #expect(throws: LogPipelineError.self) { try rig.pipeline.start() }
        #expect(error?.code == .fileNamedTwice)
    }

    /// A pipe without a reader would block; it is refused instead.
    @Test func aPipeIsNoLogFile() throws {
        let rig = try PipelineRig()
        mkfifo(rig.folder.file("access.jsonl"), 0o600)
        let error = #expect(throws: LogPipelineError.self) { try rig.pipeline.start() }
        #expect(error?.code == .notAFile)
    }

    /// `copytruncate`, as log rotation from outside may do it: lines go on from where the file ends.
    @Test func aFileThatOthersCutGrowsFromThere() throws {
        let rig = try PipelineRig()
        try rig.pipeline.start()
        rig.write(2_000)
        #expect(rig.delivered(2_000))
        truncate(rig.folder.file("access.jsonl"), 0)
        rig.write(1)
        #expect(rig.delivered(2_001))
        rig.pipeline.stop(within: 5)
        let lines = try rig.accessLines().map { try #require($0) }
        #expect(lines.count == 1)
    }

    /// Blocks are set aside for a busy file, and given back: at its end, or by the next run after a kill.
    @Test func blocksSetAsideAreGivenBack() throws {
        let folder = try TemporaryFolder()
        let path = folder.file("access.jsonl")
        try Data("{}\n".utf8).write(to: URL(fileURLWithPath: path))
        // As a killed process leaves it: blocks behind the end, which `du` shows and `ls` does not.
        let tool = try Process.run(
            URL(fileURLWithPath: "/usr/bin/fallocate"),
            arguments: ["--keep-size", "--length", "33554432", path]
        )
        tool.waitUntilExit()
        #expect(tool.terminationStatus == 0)
        let rig = try PipelineRig { configuration, _ in configuration.fileAccessPath = path }
        try rig.pipeline.start()
        rig.write(3_000)
        #expect(rig.delivered(3_000))
        rig.pipeline.stop(within: 5)
        var status = stat()
        #expect(stat(path, &status) == 0)
        #expect(status.st_size > 3_000_000)
        #expect(Int(status.st_blocks) * 512 < Int(status.st_size) + 65_536)
    }
}
