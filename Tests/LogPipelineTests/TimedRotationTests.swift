import Foundation
import LogPipeline
import Synchronization
import Telemetry
import Testing

/// `rotate_time`: files end where an interval ends, in UTC.
@Suite(.timeLimit(.minutes(15))) struct TimedRotationTests {
    /// A clock that stands where the test puts it.
    final class TestClock: Sendable {
        private let seconds: Atomic<Int64>
        init(_ seconds: Int64) { self.seconds = Atomic(seconds) }
        var now: Int64 {
            get { self.seconds.load(ordering: .relaxed) }
            set { self.seconds.store(newValue, ordering: .relaxed) }
        }
    }

    private static let day: Int64 = 86_400
    /// 2100-01-01: behind the time of every file the test makes.
    private static let start: Int64 = 47_482 * day

    private static func rig(_ clock: TestClock, seconds: Int = 86_400) throws -> PipelineRig {
        let rig = try PipelineRig { configuration, _ in
            configuration.compresses = false
            configuration.rotationIntervals = RotationIntervals(seconds: seconds) { clock.now }
        }
        try rig.pipeline.start()
        return rig
    }

    private static func rotated(_ rig: PipelineRig) -> [RotatedName] {
        rig.folder.names.compactMap { RotatedName($0, stem: "access") }.sorted()
    }

    private static func lineCount(_ rig: PipelineRig, _ name: String) throws -> Int {
        try rig.folder.data(name).count { $0 == 0x0A }
    }

    @Test func aFileEndsWithItsDay() throws {
        let clock = TestClock(Self.start + Self.day - 1)
        let rig = try Self.rig(clock)
        rig.write(3)
        #expect(rig.delivered(3))
        usleep(700_000)
        #expect(Self.rotated(rig).isEmpty, "a second before midnight")
        clock.now += 1
        rig.write(2)
        #expect(rig.delivered(5))
        #expect(eventually { Self.rotated(rig).count == 1 })
        #expect(try Self.lineCount(rig, Self.rotated(rig)[0].text) == 3)
        #expect(try Self.lineCount(rig, "access.jsonl") == 2)
        rig.pipeline.stop(within: 5)
        #expect(rig.isBalanced)
    }

    @Test func aSilentFileEndsTooAndAnEmptyOneDoesNot() throws {
        let clock = TestClock(Self.start)
        let rig = try Self.rig(clock, seconds: 60)
        rig.write(1)
        #expect(rig.delivered(1))
        clock.now += 60
        #expect(eventually { Self.rotated(rig).count == 1 })
        clock.now += 600
        usleep(1_200_000)
        #expect(Self.rotated(rig).count == 1, "nothing was written since")
        rig.write(1)
        #expect(rig.delivered(2))
        #expect(Self.rotated(rig).count == 1)
        rig.pipeline.stop(within: 5)
        #expect(try rig.accessLines().count == 2)
    }

    @Test func aClockThatIsPutBackEndsNothing() throws {
        let clock = TestClock(Self.start)
        let rig = try Self.rig(clock)
        rig.write(1)
        #expect(rig.delivered(1))
        clock.now -= 3 * Self.day
        rig.write(1)
        #expect(rig.delivered(2))
        usleep(700_000)
        #expect(Self.rotated(rig).isEmpty)
        rig.pipeline.stop(within: 5)
    }

    /// The file of a process that ended belongs to the interval of its last line.
    @Test func aFileFromYesterdayEndsAtTheStart() throws {
        let clock = TestClock(Self.start)
        let rig = try PipelineRig { configuration, folder in
            configuration.compresses = false
            configuration.rotationIntervals = RotationIntervals(seconds: 86_400) { clock.now }
            let path = folder.file("access.jsonl")
            try? Data("{\"old\":1}\n".utf8).write(to: URL(filePath: path))
            let yesterday = Date(timeIntervalSince1970: Double(Self.start - 1))
            try? FileManager.default.setAttributes([.modificationDate: yesterday], ofItemAtPath: path)
        }
        try rig.pipeline.start()
        #expect(eventually { Self.rotated(rig).count == 1 })
        rig.write(1)
        #expect(rig.delivered(1))
        rig.pipeline.stop(within: 5)
        #expect(try Self.lineCount(rig, Self.rotated(rig)[0].text) == 1)
        #expect(try Self.lineCount(rig, "access.jsonl") == 1)
    }

    @Test(arguments: [(0, 0), (59, 0), (60, 1), (-1, -1), (-60, -1), (-61, -2)] as [(Int64, Int64)])
    func intervalsAreCountedFrom1970(time: Int64, number: Int64) {
        #expect(RotationIntervals(seconds: 60).interval(of: time) == number)
    }
}
