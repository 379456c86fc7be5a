import NIOCore
import Testing
import loadtest

@Suite struct ScheduleTests {
    @Test(arguments: [1.0, 3, 7, 999.5, 2_000, 10_000, 1_000_000])
    func arrivalKIsMeantToStartAtKOverR(perSecond: Double) throws {
        let schedule = ArrivalSchedule(rate: try #require(Rate(perSecond: perSecond)))
        for index in [0, 1, 2, 17, 1_000, 86_400_000] {
            let exact = Double(index) / perSecond * 1e9
            #expect(abs(Double(schedule.time(of: index).nanoseconds) - exact) <= 1 + exact * 1e-15)
        }
    }

    @Test(arguments: [0.1, 1.0, 3, 7, 999.5, 2_000])
    func countIsTheFirstArrivalNotBeforeTheEnd(perSecond: Double) throws {
        let schedule = ArrivalSchedule(rate: try #require(Rate(perSecond: perSecond)))
        for end in [TimeAmount.zero, .nanoseconds(1), .milliseconds(1), .milliseconds(333), .seconds(1), .seconds(10)] {
            let count = schedule.count(before: end)
            #expect(schedule.time(of: count) >= end)
            if count > 0 { #expect(schedule.time(of: count - 1) < end) }
        }
    }

    @Test func aRateTimesAWholeDurationIsExact() throws {
        let schedule = ArrivalSchedule(rate: try #require(Rate("2000/s")))
        #expect(schedule.count(before: .seconds(12)) == 24_000)
        #expect(schedule.count(before: .hours(24)) == 172_800_000)
    }

    @Test(arguments: [1, 2, 3, 8])
    func everyArrivalBelongsToExactlyOneThread(threads: Int) throws {
        let schedule = ArrivalSchedule(rate: try #require(Rate("100/s")))
        var seen: [Int] = []
        var measured = 0
        for thread in 0..<threads {
            var cursor = ArrivalCursor(schedule: schedule, thread: thread, of: threads, firstMeasured: 20, end: 101)
            while let time = cursor.next {
                #expect(cursor.index % threads == thread)
                #expect(time == schedule.time(of: cursor.index))
                seen.append(cursor.index)
                measured += cursor.isMeasured ? 1 : 0
                cursor.advance()
            }
        }
        #expect(seen.sorted() == Array(0..<101))
        #expect(measured == 81)
    }

    @Test func abandonedArrivalsAreCountedOnlyWhenTheyWereDue() throws {
        let schedule = ArrivalSchedule(rate: try #require(Rate("10/s")))
        var cursor = ArrivalCursor(schedule: schedule, thread: 0, of: 1, firstMeasured: 5, end: 100)
        cursor.advance()
        let abandoned = cursor.abandon(before: .milliseconds(950))
        #expect(abandoned.warmup == 4)
        #expect(abandoned.measured == 5)
        #expect(cursor.next == nil)
    }

    @Test func aRunShorterThanOneArrivalHasNone() throws {
        var settings = RunPlan.Settings()
        settings.warmup = .zero
        settings.duration = .milliseconds(100)
        let rate = try #require(Rate("1/m"))
        let plan = try TestPlan.plan(model: .open(rate: rate), settings: settings)
        #expect(plan.arrivals(of: rate).total == 1)
        #expect(ArrivalSchedule(rate: rate).count(before: .zero) == 0)
    }

    @Test func sharesDifferByOneAndSumUp() {
        for total in [0, 1, 7, 64, 4_001] {
            for threads in 1...9 {
                let parts = (0..<threads).map { Share.of(total, thread: $0, of: threads) }
                #expect(parts.reduce(0, +) == total)
                #expect((parts.max() ?? 0) - (parts.min() ?? 0) <= 1)
            }
        }
    }
}
