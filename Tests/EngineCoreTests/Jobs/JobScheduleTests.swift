import EngineCore
import Testing

@Suite struct JobScheduleTests {
    /// 2026-03-01 12:00 UTC.
    private let noon: Int64 = 1_772_366_400_000_000

    @Test func everythingButTheNightlyJobIsDueAtTheStart() {
        var schedule = JobSchedule(now: self.noon)
        #expect(schedule.due(now: self.noon) == Job.allCases.filter { $0 != .allInvariants })
        #expect(schedule.due(now: self.noon).isEmpty)
        #expect(schedule.nextTime == self.noon + Microseconds.second)
    }

    @Test func jobsRunAsOftenAsTheyShould() {
        var schedule = JobSchedule(now: self.noon)
        var counts: [Job: Int] = [:]
        let hours: Int64 = 24
        for second in 0..<hours * 3_600 {
            for job in schedule.due(now: self.noon + second * Microseconds.second) { counts[job, default: 0] += 1 }
        }
        #expect(counts[.holds] == 86_400 && counts[.statements] == 43_200 && counts[.gauges] == 5_760)
        #expect(counts[.releases] == 1_440 && counts[.approvals] == 1_440 && counts[.invariants] == 1_440)
        #expect(counts[.keys] == 24 && counts[.allInvariants] == 1)
    }

    @Test func theNightlyJobRunsAtThree() {
        var schedule = JobSchedule(now: self.noon)
        let three = self.noon + 15 * Microseconds.hour
        #expect(!schedule.due(now: three - 1).contains(.allInvariants))
        #expect(schedule.due(now: three).contains(.allInvariants))
        #expect(!schedule.due(now: three + Microseconds.hour).contains(.allInvariants))
        #expect(schedule.due(now: three + Microseconds.day).contains(.allInvariants))
    }

    @Test func missedJobsRunOnce() {
        var schedule = JobSchedule(now: self.noon)
        _ = schedule.due(now: self.noon)
        let later = self.noon + 3 * Microseconds.day
        #expect(schedule.due(now: later) == Job.allCases)
        #expect(schedule.due(now: later).isEmpty)
    }

    @Test func aClockSetBackDoesNotStopTheJobs() {
        var schedule = JobSchedule(now: self.noon)
        _ = schedule.due(now: self.noon)
        let earlier = self.noon - 10 * Microseconds.day
        schedule.clockChanged(now: earlier)
        #expect(schedule.due(now: earlier + Microseconds.second).contains(.holds))
        #expect(schedule.due(now: earlier + Microseconds.minute).contains(.releases))
    }
}
