import Foundation
import LogPipeline
import Telemetry
import Testing

/// A process that writes at full speed is killed, again and again: what it said is durable is there, once.
@Suite(.timeLimit(.minutes(15)), .serialized) struct SpoolKillTests {
    private static let folderName = "WATCHGATE_KILLED_SPOOL"
    private static var folder: String? { ProcessInfo.processInfo.environment[Self.folderName] }
    private static var kills: Int {
        ProcessInfo.processInfo.environment["WATCHGATE_SPOOL_KILLS"].flatMap(Int.init) ?? 5
    }

    /// Runs in a process of its own, until it is killed: appends numbered records and acknowledges them once durable.
    @Test(.enabled(if: Self.folder != nil, "runs in the process that is killed"))
    func writer() throws {
        let folder = try #require(Self.folder)
        var options = SpoolOptions()
        options.segmentBytes = 262_144
        let spool = try SpoolStream(
            .access,
            at: folder + "/access",
            readers: [("cursor", SpoolTally())],
            quota: nil,
            options: options
        )
        let acknowledged = open(folder + "/acknowledged", O_WRONLY | O_CREAT | O_APPEND, 0o644)
        let start = (try? String(contentsOfFile: folder + "/next", encoding: .utf8)).flatMap(Int.init) ?? 1
        var number = start
        while true {
            var text = ""
            for _ in 0..<Int.random(in: 1...50) {
                text += SpoolRig.line(number, padding: number % 300) + "\n"
                number += 1
            }
            guard Array(text.utf8).withUnsafeBytes({ spool.append($0) }).errorNumber == 0 else { exit(2) }
            if Bool.random() {
                guard spool.synchronize() == 0 else { exit(3) }
                let line = Array("\(number - 1)\n".utf8)
                guard write(acknowledged, line, line.count) == line.count else { exit(4) }
            }
        }
    }

    @Test(.enabled(if: Self.folder == nil, "not in the process that is killed"))
    func whatWasAcknowledgedIsThereOnce() throws {
        let seed = UInt64.random(in: 0...UInt64.max)
        print("seed \(seed), kills \(Self.kills)")
        let folder = try TemporaryFolder()
        var next = 1
        for round in 0..<Self.kills {
            try Data("\(next)".utf8).write(to: URL(filePath: folder.file("next")))
            let process = Process()
            process.executableURL = URL(filePath: "/proc/self/exe").resolvingSymlinksInPath()
            process.arguments = ["--testing-library", "swift-testing", "--filter", "SpoolKillTests/writer"]
            process.environment = ProcessInfo.processInfo.environment.merging([Self.folderName: folder.path]) { $1 }
            process.standardOutput = FileHandle.nullDevice
            process.standardError = FileHandle.nullDevice
            let before = Self.acknowledged(folder)
            try process.run()
            defer {
                process.terminate()
                process.waitUntilExit()
            }
            #expect(eventually(within: 60) { Self.acknowledged(folder) > before || !process.isRunning })
            usleep(UInt32(truncatingIfNeeded: seed &* UInt64(round + 1) % 60_000))
            kill(process.processIdentifier, SIGKILL)
            process.waitUntilExit()
            #expect(process.terminationReason == .uncaughtSignal, "exit \(process.terminationStatus)")
            let last = Self.acknowledged(folder)
            #expect(last > before)
            next = try Self.check(folder, from: next, acknowledged: last)
        }
    }

    /// The highest number that was said to be durable.
    private static func acknowledged(_ folder: TemporaryFolder) -> Int {
        let text = (try? folder.data("acknowledged")).map { String(decoding: $0, as: UTF8.self) } ?? ""
        return text.split(separator: "\n").last.flatMap { Int($0) } ?? 0
    }

    /// Opens the spool as the next run does and reads part of it.
    /// - Returns: The number the next process begins with.
    private static func check(_ folder: TemporaryFolder, from first: Int, acknowledged: Int) throws -> Int {
        let tally = SpoolTally()
        let spool = try SpoolStream(.access, at: folder.file("access"), readers: [("cursor", tally)], quota: nil)
        #expect(tally.counts.lost == 0)
        #expect(spool.corruptCount == 0)
        var expected = first
        while let batch = spool.readers[0].next(maxEvents: 500, maxBytes: 1 << 20) {
            for number in SpoolRig.numbers(batch) {
                #expect(number == expected)
                expected += 1
            }
            var settlement = BulkSettlement()
            settlement.delivered = batch.events.count
            spool.readers[0].settle(batch, settlement)
        }
        #expect(expected > acknowledged)
        #expect(spool.close() == 0)
        return expected
    }
}
