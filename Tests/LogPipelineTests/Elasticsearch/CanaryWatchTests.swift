import LogPipeline
import Telemetry
import Testing

/// When a canary is written, looked for and given up.
@Suite struct CanaryWatchTests {
    private static let second: UInt64 = 1_000_000_000
    private static let start: UInt64 = 7 * Self.second

    private var watch = CanaryWatch(interval: 60 * Self.second, Self.start)

    /// Looks up whenever the machine says so, with this answer at each moment.
    /// - Returns: The ending, when it came, and how many look-ups there were.
    private mutating func run(
        from begin: UInt64,
        _ answer: (UInt64) -> CanaryWatch.Answer
    ) -> (ending: CanaryWatch.Ending, at: UInt64, lookUps: Int) {
        var (now, lookUps) = (begin, 0)
        while true {
            switch self.watch.next(now) {
            case .write: self.watch.canaryWritten(id: "A", now)
            case .wait(let until): now = until
            case .lookUp(let id):
                #expect(id == "A")
                lookUps += 1
                if let ending = self.watch.answerReceived(answer(now), now) { return (ending, now, lookUps) }
            }
        }
    }

    @Test mutating func theFirstIsWrittenAtOnceAndTheNextAfterTheInterval() {
        #expect(self.watch.next(Self.start) == .write)
        let run = self.run(from: Self.start) { _ in .found }
        #expect(run.ending == .init(.found, delay: Self.second) && run.lookUps == 1)
        let due = Self.start + 60 * Self.second
        #expect(self.watch.next(run.at) == .wait(until: due))
        #expect(self.watch.next(due - 1) == .wait(until: due))
        #expect(self.watch.next(due) == .write)
    }

    @Test mutating func whatIsFoundLateHasItsDelay() {
        let run = self.run(from: Self.start) { $0 < Self.start + 90 * Self.second ? .absent : .found }
        #expect(run.ending.result == .found)
        // Looked for at least every quarter of its age.
        #expect((90 * Self.second...113 * Self.second).contains(run.ending.delay))
        #expect(self.watch.next(run.at) == .write, "the interval is over")
    }

    @Test mutating func after120SecondsItIsMissing() {
        let run = self.run(from: Self.start) { _ in .absent }
        #expect(run.ending == .init(.missing, delay: CanaryWatch.patience))
        #expect(run.at == Self.start + CanaryWatch.patience)
        #expect(run.lookUps == 20)
    }

    @Test mutating func oneFoundByTheLastLookUpIsFound() {
        let end = Self.start + CanaryWatch.patience
        let run = self.run(from: Self.start) { $0 < end ? .absent : .found }
        #expect(run.ending == .init(.found, delay: CanaryWatch.patience))
    }

    @Test mutating func aStoreThatCannotBeAskedIsNotOneThatLacksIt() {
        let run = self.run(from: Self.start) { $0 < Self.start + 30 * Self.second ? .absent : .unreadable }
        #expect(run.ending == .init(.unreadable, delay: CanaryWatch.patience))
    }

    @Test mutating func outagesThatPassDoNotMatter() {
        let run = self.run(from: Self.start) { $0 < Self.start + 10 * Self.second ? .unreadable : .found }
        #expect(run.ending.result == .found)
    }

    @Test mutating func anAnswerThatComesAfterTheEndCountsAsWhatItSays() {
        self.watch.canaryWritten(id: "A", Self.start)
        let late = Self.start + 130 * Self.second
        #expect(self.watch.answerReceived(.found, late) == .init(.found, delay: 130 * Self.second))
    }

    @Test mutating func aClosedStreamIsTriedAgainAfterTheInterval() {
        self.watch.canaryRefused(Self.start)
        #expect(self.watch.next(Self.start) == .wait(until: Self.start + 60 * Self.second))
    }
}
