package import Telemetry

/// Which deadline a connection is under: pure (security.md section 3).
///
/// Every event that changes the stage asks for the next deadline; when it fires, the same question is asked again with the
/// time of now, so a deadline that has moved in between is simply set anew.
package struct DeadlinePolicy {
    package enum Action: Equatable {
        case closeIdle
        case headTimeout
        case bodyTimeout
        case poolTimeout
        case firstByteTimeout
        case totalTimeout
        case writeStall
        case giveUpDiscarding
        case stopLingering
        case none
    }

    /// A time on the monotonic clock and what happens then.
    package struct Deadline: Equatable {
        package var time = TimerWheel.never
        package var action = Action.none

        mutating func tighten(_ time: UInt64, _ action: Action) {
            if time < self.time { (self.time, self.action) = (time, action) }
        }
    }

    /// Nanoseconds.
    package struct Times: Equatable {
        package var head: UInt64 = 0
        package var idle: UInt64 = 0
        package var bodyIdle: UInt64 = 0
        package var bodyTotal: UInt64 = 0
        package var writeStall: UInt64 = 0
        package var queue: UInt64 = 0
        package var firstByte: UInt64 = 0
        package var total: UInt64 = 0

        package init() {}
    }

    /// Below this rate, averaged since its start, a body is too slow.
    package static let bodyBytesPerSecond: UInt64 = 500
    /// The rate is looked at from here on.
    package static let rateGrace: UInt64 = 5_000_000_000
    /// How long the rest of a body is awaited after the answer, and how long input is thrown away before the close.
    package static let second: UInt64 = 1_000_000_000

    /// What the deadlines depend on; times are monotonic nanoseconds.
    package struct Facts {
        package var stage = ExchangeStage.idle
        package var phase = Phase.parse
        /// When the stage began, for stages that have one limit for all.
        package var stageStarted: UInt64 = 0
        /// When the request's first byte came.
        package var started: UInt64 = 0
        /// The request waits for the pool; otherwise a connection is being opened for it.
        package var isQueued = false
        package var waitStarted: UInt64 = 0
        package var isRequestComplete = false
        package var bodyStarted: UInt64 = 0
        package var lastBodyByte: UInt64 = 0
        package var bodyBytes: UInt64 = 0
        package var requestSentAt: UInt64 = 0
        package var stallStarted: UInt64 = 0
        /// Time so far that the client did not cause.
        package var serverTime: UInt64 = 0

        package init() {}
    }

    package static func next(_ facts: Facts, times: Times, now: UInt64) -> Deadline {
        var deadline = Deadline()
        switch facts.stage {
        case .idle: deadline.tighten(facts.stageStarted &+ times.idle, .closeIdle)
        case .head: deadline.tighten(facts.started &+ times.head, .headTimeout)
        case .waiting:
            if facts.isQueued { deadline.tighten(facts.waitStarted &+ times.queue, .poolTimeout) }
            deadline.tighten(Self.totalDeadline(facts, times, now), .totalTimeout)
        case .backoff: deadline.tighten(Self.totalDeadline(facts, times, now), .totalTimeout)
        case .sending, .responding: Self.running(&deadline, facts, times, now)
        case .flushing: deadline.tighten(facts.stallStarted &+ times.writeStall, .writeStall)
        case .discarding: deadline.tighten(facts.stageStarted &+ Self.second, .giveUpDiscarding)
        case .lingering: deadline.tighten(facts.stageStarted &+ Self.second, .stopLingering)
        case .closed: break
        }
        return deadline
    }

    private static func running(_ deadline: inout Deadline, _ facts: Facts, _ times: Times, _ now: UInt64) {
        switch facts.phase {
        case .read: deadline.tighten(Self.bodyDeadline(facts, times), .bodyTimeout)
        case .write: deadline.tighten(facts.stallStarted &+ times.writeStall, .writeStall)
        default:
            deadline.tighten(Self.totalDeadline(facts, times, now), .totalTimeout)
            if facts.stage == .sending { deadline.tighten(facts.requestSentAt &+ times.firstByte, .firstByteTimeout) }
        }
        // A client that sends slowly while it is being answered is held to the same limits.
        if facts.stage == .responding, !facts.isRequestComplete {
            deadline.tighten(Self.bodyDeadline(facts, times), .bodyTimeout)
        }
    }

    /// Gap, rate and total of a body, whichever comes first if no more bytes come.
    private static func bodyDeadline(_ facts: Facts, _ times: Times) -> UInt64 {
        let gap = facts.lastBodyByte &+ times.bodyIdle
        let total = facts.bodyStarted &+ times.bodyTotal
        let earned = facts.bodyBytes &* (Self.second / Self.bodyBytesPerSecond)
        let rate = facts.bodyStarted &+ max(earned, Self.rateGrace)
        return min(gap, total, rate)
    }

    /// The upstream's total time leaves out what the client caused.
    private static func totalDeadline(_ facts: Facts, _ times: Times, _ now: UInt64) -> UInt64 {
        facts.serverTime >= times.total ? now : now &+ (times.total &- facts.serverTime)
    }
}
