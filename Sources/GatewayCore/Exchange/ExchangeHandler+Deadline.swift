import Glibc
import NIOCore
import NIOPosix
import Telemetry

extension ExchangeHandler {
    /// Less than this leaving for the socket within a window is a stall.
    static let stallProgressBytes = 4_096

    /// Asks which deadline holds now and sets it.
    func updateDeadline(_ now: UInt64) {
        guard self.timer >= 0 else { return }
        self.shard.wheel.set(self.timer, self.currentDeadline(now).time)
    }

    private func currentDeadline(_ now: UInt64) -> DeadlinePolicy.Deadline {
        var times = self.exchange.route?.times ?? self.shard.plan.times
        if self.stage == .idle {
            // The head of the first request is awaited from the accept on.
            times.idle =
                self.requestCount == 0 ? min(times.head, self.shard.idleNanoseconds) : self.shard.idleNanoseconds
        }
        return DeadlinePolicy.next(self.deadlineFacts(now), times: times, now: now)
    }

    private func deadlineFacts(_ now: UInt64) -> DeadlinePolicy.Facts {
        var facts = DeadlinePolicy.Facts()
        facts.stage = self.stage
        facts.phase = self.exchange.clock.phase
        facts.stageStarted = self.stageStarted
        facts.started = self.requestCount == 0 ? self.accepted : self.exchange.clock.started
        facts.isQueued = self.isWaitingForPool
        facts.waitStarted = self.exchange.waitStarted
        facts.isRequestComplete = self.exchange.isRequestComplete
        facts.bodyStarted = self.exchange.bodyStarted
        facts.lastBodyByte = self.exchange.lastBodyByte
        facts.bodyBytes = self.exchange.requestBodyBytes
        facts.requestSentAt = self.exchange.requestSentAt
        facts.stallStarted = self.exchange.stallStarted
        facts.serverTime = self.exchange.clock.serverTime(now)
        return facts
    }

    /// The timer came up: acts when the deadline has really passed.
    func deadlineFired(_ now: UInt64) {
        let deadline = self.currentDeadline(now)
        guard deadline.time <= now else {
            self.shard.wheel.set(self.timer, deadline.time)
            return
        }
        switch deadline.action {
        case .none: break
        case .closeIdle:
            self.note(self.shard.isDraining ? .drain : .idleTimeout)
            self.closeNow()
        case .headTimeout:
            self.note(.deadline)
            self.answer(.clientTimeout, detail: "The request head did not arrive in time.", closes: true)
        case .bodyTimeout:
            self.note(.deadline)
            self.exchange.clock.enter(.read, now)
            self.bookRunningAttempt(.clientTimeout, now)
            self.answer(.clientTimeout, detail: "The request body did not arrive in time.", closes: true)
        case .poolTimeout:
            self.shard.record { _ in self.exchange.route?.pool.metrics.waitTimeout.add() }
            self.answer(.upstreamPoolTimeout, detail: "No connection to the upstream came free in time.", retryAfter: 1)
        case .firstByteTimeout: self.upstreamTimeout(.firstByte, now)
        case .totalTimeout: self.upstreamTimeout(.total, now)
        case .writeStall: self.checkStall(now)
        case .giveUpDiscarding:
            self.note(.deadline)
            self.startClose(lingers: true)
        case .stopLingering: self.lingerOn(now)
        }
    }

    private func upstreamTimeout(_ kind: UpstreamTimeoutLabel, _ now: UInt64) {
        self.shard.record { _ in
            let metrics = self.exchange.route?.pool.metrics
            if kind == .firstByte { metrics?.firstByteTimeouts.add() } else { metrics?.totalTimeouts.add() }
        }
        if self.exchange.hasResponseHead {
            self.cutResponse(.upstreamTimeout)
            return
        }
        if self.upstream != nil { self.bookAttempt(.upstreamTimeout, status: 0, now) }
        self.answer(.upstreamTimeout, detail: "The upstream did not answer in time.")
    }

    // MARK: Write stall

    /// Begins a window in which the client has to take something.
    func startStallWindow(_ now: UInt64) {
        self.exchange.stallStarted = now
        self.exchange.stallPending = self.pendingBytes()
    }

    private func checkStall(_ now: UInt64) {
        let pending = self.pendingBytes()
        if self.exchange.stallPending - pending >= Self.stallProgressBytes {
            self.startStallWindow(now)
            self.updateDeadline(now)
            return
        }
        // The client does not read: it is told nothing, its connection is reset, and its request is its own failure.
        self.note(.deadline)
        self.exchange.outcome = .clientClosed
        self.bookRunningAttempt(.clientClosed, now)
        self.detachUpstream()
        self.finish(now)
        self.resetNow()
    }

    /// What the client has not acknowledged: bytes in the channel and in the kernel.
    ///
    /// The channel's alone would not do: it is told of room only when half the kernel's buffer has gone.
    func pendingBytes() -> Int {
        guard let channel = self.context?.channel, let options = channel.syncOptions else { return 0 }
        let queued = (try? options.getOption(.bufferedWritableBytes)) ?? 0
        let sent = try? channel.pipeline.syncOperations
            .withUnsafeTransportIfAvailable(of: NIOBSDSocket.Handle.self) { socket -> Int in
                var count: CInt = 0
                return ioctl(socket, UInt(TIOCOUTQ), &count) == 0 ? Int(count) : 0
            }
        return queued + ((sent ?? nil) ?? 0)
    }
}
