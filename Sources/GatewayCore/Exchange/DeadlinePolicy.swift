import Telemetry

/// Which deadline a connection is under: pure (security.md section 3).
///
/// Every event that changes the stage asks for the next deadline; when it fires, the same question is asked again with the
/// time of now, so a deadline that has moved in between is simply set anew.
struct DeadlinePolicy {
    enum Action: Equatable {
        case closeIdle
        case headTimeout
        case bodyTimeout
        case poolTimeout
        case connectTimeout
        case firstByteTimeout
        case totalTimeout
        case writeStall
        case giveUpDiscarding
        case stopLingering
        case none
    }

    /// A time on the monotonic clock and what happens then.
    struct Deadline: Equatable {
        var time = TimerWheel.never
        var action = Action.none

        mutating func tighten(_ time: UInt64, _ action: Action) {
            if time < self.time { (self.time, self.action) = (time, action) }
        }
    }

    /// Nanoseconds.
    struct Times: Equatable {
        var head: UInt64 = 0
        var idle: UInt64 = 0
        var bodyIdle: UInt64 = 0
        var bodyTotal: UInt64 = 0
        var writeStall: UInt64 = 0
        var queue: UInt64 = 0
        var firstByte: UInt64 = 0
        var total: UInt64 = 0
    }

    /// Below this rate, averaged since its start, a body is too slow.
    static let bodyBytesPerSecond: UInt64 = 500
    /// The rate is looked at from here on.
    static let rateGrace: UInt64 = 5_000_000_000
    /// How long the rest of a body is awaited after the answer, and how long input is thrown away before the close.
    static let second: UInt64 = 1_000_000_000

    /// - Parameters:
    ///   - stageStarted: When the stage began, for stages that have one limit for all.
    ///   - queued: The request waits for the pool; otherwise a connection is being opened for it.
    static func next(
        stage: ExchangeStage,
        exchange: borrowing Exchange,
        stageStarted: UInt64,
        queued: Bool,
        times: Times,
        now: UInt64
    ) -> Deadline {
        var deadline = Deadline()
        switch stage {
        case .idle: deadline.tighten(stageStarted &+ times.idle, .closeIdle)
        case .head: deadline.tighten(exchange.clock.started &+ times.head, .headTimeout)
        case .waiting:
            if queued { deadline.tighten(exchange.waitStarted &+ times.queue, .poolTimeout) }
            deadline.tighten(Self.totalDeadline(exchange, times, now), .totalTimeout)
        case .backoff: deadline.tighten(Self.totalDeadline(exchange, times, now), .totalTimeout)
        case .sending, .responding: Self.running(&deadline, stage, exchange, times, now)
        case .flushing: deadline.tighten(exchange.stallStarted &+ times.writeStall, .writeStall)
        case .discarding: deadline.tighten(stageStarted &+ Self.second, .giveUpDiscarding)
        case .lingering: deadline.tighten(stageStarted &+ Self.second, .stopLingering)
        case .closed: break
        }
        return deadline
    }

    private static func running(
        _ deadline: inout Deadline,
        _ stage: ExchangeStage,
        _ exchange: borrowing Exchange,
        _ times: Times,
        _ now: UInt64
    ) {
        switch exchange.clock.phase {
        case .read: deadline.tighten(Self.bodyDeadline(exchange, times), .bodyTimeout)
        case .write: deadline.tighten(exchange.stallStarted &+ times.writeStall, .writeStall)
        default:
            deadline.tighten(Self.totalDeadline(exchange, times, now), .totalTimeout)
            if stage == .sending {
                deadline.tighten(exchange.requestSentAt &+ times.firstByte, .firstByteTimeout)
            }
        }
        // A client that sends slowly while it is being answered is held to the same limits.
        if stage == .responding, !exchange.isRequestComplete {
            deadline.tighten(Self.bodyDeadline(exchange, times), .bodyTimeout)
        }
    }

    /// Gap, rate and total of a body, whichever comes first if no more bytes come.
    private static func bodyDeadline(_ exchange: borrowing Exchange, _ times: Times) -> UInt64 {
        let gap = exchange.lastBodyByte &+ times.bodyIdle
        let total = exchange.bodyStarted &+ times.bodyTotal
        let earned = exchange.requestBodyBytes &* (Self.second / Self.bodyBytesPerSecond)
        let rate = exchange.bodyStarted &+ max(earned, Self.rateGrace)
        return min(gap, total, rate)
    }

    /// The upstream's total time leaves out what the client caused.
    private static func totalDeadline(_ exchange: borrowing Exchange, _ times: Times, _ now: UInt64) -> UInt64 {
        let used = exchange.clock.serverTime(now)
        return used >= times.total ? now : now &+ (times.total &- used)
    }
}
