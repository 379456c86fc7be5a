import GatewayCore
import Telemetry
import Testing

@Suite struct DeadlinePolicyTests {
    private let second = DeadlinePolicy.second

    private var times: DeadlinePolicy.Times {
        var times = DeadlinePolicy.Times()
        times.head = 10 * self.second
        times.idle = 60 * self.second
        times.bodyIdle = 15 * self.second
        times.bodyTotal = 60 * self.second
        times.writeStall = 10 * self.second
        times.queue = self.second
        times.firstByte = 5 * self.second
        times.total = 15 * self.second
        return times
    }

    private func next(_ now: UInt64 = 100, _ change: (inout DeadlinePolicy.Facts) -> Void) -> DeadlinePolicy.Deadline {
        var facts = DeadlinePolicy.Facts()
        change(&facts)
        return DeadlinePolicy.next(facts, times: self.times, now: now * self.second)
    }

    private func expect(_ deadline: DeadlinePolicy.Deadline, _ seconds: UInt64, _ action: DeadlinePolicy.Action) {
        #expect(deadline.time == seconds * self.second)
        #expect(deadline.action == action)
    }

    @Test func anIdleConnectionIsClosedAfterItsTime() {
        self.expect(self.next { ($0.stage, $0.stageStarted) = (.idle, 100 * self.second) }, 160, .closeIdle)
    }

    @Test func aHeadIsExtendedByNothing() {
        let deadline = self.next(105) {
            ($0.stage, $0.started, $0.stageStarted) = (.head, 100 * self.second, 104 * self.second)
        }
        self.expect(deadline, 110, .headTimeout)
    }

    @Test func theGapOfABodyIsExtendedByEachByte() {
        let deadline = self.next(103) {
            ($0.stage, $0.phase, $0.bodyStarted) = (.sending, .read, 100 * self.second)
            ($0.lastBodyByte, $0.bodyBytes) = (103 * self.second, 1_000_000)
        }
        self.expect(deadline, 118, .bodyTimeout)
    }

    @Test func aBodyOfOneByteASecondIsTooSlowAfterTheGrace() {
        let deadline = self.next(104) {
            ($0.stage, $0.phase, $0.bodyStarted) = (.sending, .read, 100 * self.second)
            ($0.lastBodyByte, $0.bodyBytes) = (104 * self.second, 4)
        }
        self.expect(deadline, 105, .bodyTimeout)
    }

    @Test func fiveHundredBytesASecondAreEnough() {
        let deadline = self.next(120) {
            ($0.stage, $0.phase, $0.bodyStarted) = (.sending, .read, 100 * self.second)
            ($0.lastBodyByte, $0.bodyBytes) = (120 * self.second, 10_500)
        }
        self.expect(deadline, 121, .bodyTimeout)
    }

    @Test func aBodyEndsAtItsTotalWhateverItsRate() {
        let deadline = self.next(159) {
            ($0.stage, $0.phase, $0.bodyStarted) = (.sending, .read, 100 * self.second)
            ($0.lastBodyByte, $0.bodyBytes) = (159 * self.second, 1_000_000_000)
        }
        self.expect(deadline, 160, .bodyTimeout)
    }

    @Test func aQueuedRequestWaitsItsTimeAndNotLonger() {
        let deadline = self.next {
            ($0.stage, $0.isQueued, $0.waitStarted) = (.waiting, true, 100 * self.second)
        }
        self.expect(deadline, 101, .poolTimeout)
    }

    @Test func theFirstByteIsAwaitedFromTheEndOfTheRequest() {
        let deadline = self.next(102) {
            ($0.stage, $0.phase, $0.isRequestComplete) = (.sending, .upstream, true)
            ($0.requestSentAt, $0.serverTime) = (102 * self.second, 2 * self.second)
        }
        self.expect(deadline, 107, .firstByteTimeout)
    }

    @Test func theTotalLeavesOutWhatTheClientCaused() {
        let deadline = self.next(140) {
            ($0.stage, $0.phase, $0.isRequestComplete, $0.serverTime) = (.responding, .relay, true, 10 * self.second)
        }
        self.expect(deadline, 145, .totalTimeout)
    }

    @Test func aClientThatDoesNotReadIsUnderTheStallDeadlineOnly() {
        let deadline = self.next(140) {
            ($0.stage, $0.phase, $0.isRequestComplete, $0.serverTime) = (.responding, .write, true, 90 * self.second)
            $0.stallStarted = 139 * self.second
        }
        self.expect(deadline, 149, .writeStall)
    }

    @Test func whatIsThrownAwayIsThrownAwayForASecond() {
        self.expect(
            self.next { ($0.stage, $0.stageStarted) = (.discarding, 100 * self.second) },
            101,
            .giveUpDiscarding
        )
        self.expect(self.next { ($0.stage, $0.stageStarted) = (.lingering, 100 * self.second) }, 101, .stopLingering)
    }

    @Test func everyOpenStageHasADeadline() {
        for stage in ExchangeStage.allCases where stage != .closed {
            #expect(self.next { $0.stage = stage }.time != TimerWheel.never, "\(stage)")
        }
        #expect(self.next { $0.stage = .closed }.time == TimerWheel.never)
    }
}
