import NIOCore
import Telemetry

extension ExchangeHandler {
    /// Chooses a target and asks for a connection to it.
    func startAttempt(_ now: UInt64) {
        guard let route = self.exchange.route else { return }
        let hash = route.pool.plan.balance == .hash ? self.balancingHash(route) : 0
        guard let target = route.pool.choose(excluded: self.exchange.excludedTarget, hash: hash, now: now) else {
            self.answer(.upstreamNoHealthy, detail: "No target of the upstream is healthy.", retryAfter: 1)
            return
        }
        self.exchange.target = target
        let isFresh = self.exchange.usedReusedConnection && self.exchange.isRetry
        self.acquire(target, route, fresh: isFresh, now)
    }

    private func acquire(_ target: PoolTarget, _ route: RouteRuntime, fresh: Bool, _ now: UInt64) {
        self.waiterTicket &+= 1
        self.setStage(.waiting, now)
        self.exchange.waitStarted = now
        switch route.pool.acquire(target, for: self, fresh: fresh) {
        case .connection(let connection):
            if !self.isSafeToReuse(connection) {
                connection.close()
                self.acquire(target, route, fresh: fresh, now)
                return
            }
            self.connectionReady(connection, now: now)
        case .connecting:
            self.exchange.clock.enter(.connect, now)
            self.updateDeadline(now)
        case .queued:
            self.isWaitingForPool = true
            self.exchange.clock.enter(.queue, now)
            self.updateDeadline(now)
        case .full:
            self.answer(.upstreamPoolTimeout, detail: "Too many requests wait for this upstream.", retryAfter: 1)
        case .exhausted:
            self.answer(.gatewayOverloaded, detail: "No descriptor is free for a connection to the upstream.")
        case .unresolved:
            self.attemptFailed(.upstreamConnectFailed, detail: "The upstream's name has no address.")
        }
    }

    /// A request that must not be sent twice is not sent into a connection that is closed already.
    private func isSafeToReuse(_ connection: UpstreamConnection) -> Bool {
        self.isIdempotent || !connection.isStale()
    }

    /// Idempotent by method, or made so by the client with an Idempotency-Key.
    var isIdempotent: Bool {
        self.decoder.head.method.isIdempotent || self.decoder.head.count(of: .idempotencyKey) > 0
    }

    private func balancingHash(_ route: RouteRuntime) -> UInt64 {
        if let header = route.pool.plan.hashHeader {
            return self.decoder.head.withValue(named: header) { FNV1a.hash($0) } ?? 0
        }
        var source = RandomSource(seed: self.exchange.client.high ^ self.exchange.client.low)
        return source.next()
    }

    /// The pool has a connection again; asks anew for the target chosen before.
    func retryAcquire() {
        self.isWaitingForPool = false
        self.startAttempt(MonotonicClock.now())
    }

    func connectFailed(_ outcome: Outcome) {
        guard self.stage == .waiting else { return }
        if self.exchange.attempts < UInt8.max { self.exchange.attempts += 1 }
        self.exchange.attemptStarted = self.exchange.waitStarted
        self.beginAttemptSpan()
        self.exchange.usedReusedConnection = false
        self.attemptFailed(outcome, detail: "The connection to the upstream could not be opened.")
    }

    func connectionReady(_ connection: UpstreamConnection) {
        self.isWaitingForPool = false
        self.connectionReady(connection, now: MonotonicClock.now())
    }

    /// Sends the request on a connection that is this exchange's alone from here on.
    private func connectionReady(_ connection: UpstreamConnection, now: UInt64) {
        self.upstream = connection
        self.exchange.target = connection.target
        self.exchange.usedReusedConnection = connection.servedCount > 0
        if self.exchange.attempts < UInt8.max { self.exchange.attempts += 1 }
        self.exchange.attemptStarted = now
        self.exchange.requestSentAt = now
        self.beginAttemptSpan()
        connection.target.activeCount += 1
        connection.begin(self, method: self.decoder.head.method)
        self.setStage(.sending, now)
        self.exchange.clock.enter(.upstream, now)
        self.sendRequest(connection, now)
    }

    private func sendRequest(_ connection: UpstreamConnection, _ now: UInt64) {
        var out = self.shard.takeScratch()
        connection.target.hostBytes.withUnsafeBytes {
            RequestWriter.write(
                self.decoder.head,
                defaultHost: $0,
                framing: self.decoder.head.framing,
                into: &out
            )
        }
        UpstreamFields.write(self, into: &out)
        var isRefused = false
        if let body = self.exchange.replayBody {
            out.writeImmutableBuffer(body)
        } else if !self.exchange.isRequestComplete {
            self.sendContinue()
            isRefused = !self.moveBody(into: &out, connection, now)
        }
        if isRefused {
            self.shard.giveScratch(&out)
            return
        }
        connection.send(out)
        self.shard.giveScratch(&out)
        // The write may have failed at once and ended the attempt.
        guard self.upstream === connection else { return }
        if self.exchange.isRequestComplete { self.updateDeadline(now) } else { self.bodyProgressed(connection) }
    }

    /// `100 Continue`, once we are ready to read the body (RFC 9110 section 10.1.1).
    private func sendContinue() {
        guard self.decoder.head.expectsContinue, self.input.readableBytes == 0, !self.exchange.hasSentContinue else {
            return
        }
        self.exchange.hasSentContinue = true
        var out = ByteBuffer()
        out.writeStaticString("HTTP/1.1 100 Continue\r\n\r\n")
        self.send(out)
    }

    // MARK: How an attempt ends

    /// Parts from the upstream connection: it is pooled when the exchange on it was complete, else closed.
    func detachUpstream(reusable: Bool = false) {
        if let connecting = self.connectingUpstream {
            // The connection goes on opening and will serve somebody else.
            connecting.owner = nil
            self.connectingUpstream = nil
        }
        if self.isWaitingForPool {
            self.isWaitingForPool = false
            self.exchange.route?.pool.cancelWait()
        }
        guard let upstream = self.upstream else { return }
        self.upstream = nil
        upstream.owner = nil
        upstream.target.activeCount -= 1
        if reusable { upstream.pool.release(upstream) } else { upstream.close() }
    }

    /// The attempt ended without a response head: try again where that is safe, else answer.
    func attemptFailed(_ outcome: Outcome, detail: String) {
        guard let route = self.exchange.route else { return }
        let now = MonotonicClock.now()
        self.bookAttempt(outcome, status: 0, now)
        self.detachUpstream()
        let policy = RetryPolicy(attempts: route.pool.plan.retries.attempts, budget: route.pool.plan.retries.budget)
        let decision = policy.decide(
            RetryPolicy.Failure(
                outcome: outcome,
                attemptsMade: Int(self.exchange.attempts),
                isReplayable: !self.exchange.hasConsumedBody || self.exchange.replayBody != nil,
                isIdempotent: self.isIdempotent,
                activeRetries: route.pool.activeRetries,
                activeRequests: route.pool.activeRequests
            )
        )
        switch decision {
        case .fail: self.answer(outcome, detail: detail)
        case .budgetExhausted:
            self.shard.record { _ in route.pool.metrics.budgetExhausted.add() }
            self.answer(outcome, detail: detail)
        case .retry: self.retry(outcome, route, now)
        }
    }

    private func retry(_ outcome: Outcome, _ route: RouteRuntime, _ now: UInt64) {
        if let target = self.exchange.target {
            if !self.exchange.failedAttempts.isEmpty { self.exchange.failedAttempts.append(UInt8(ascii: "\n")) }
            self.exchange.failedAttempts += target.hostBytes
            self.exchange.failedAttempts += Array(" \(outcome.labelText)".utf8)
            self.exchange.excludedTarget = target
        }
        if !self.exchange.isRetry {
            self.exchange.isRetry = true
            route.pool.activeRetries += 1
        }
        self.shard.record { _ in route.pool.metrics.countRetry(outcome) }
        // Another target is tried at once; the same one only after a moment, spread at random.
        if route.pool.targets.count > 1 || outcome == .upstreamStaleConnection {
            self.startAttempt(now)
            return
        }
        self.setStage(.backoff, now)
        self.exchange.clock.enter(.queue, now)
        self.updateDeadline(now)
        self.waiterTicket &+= 1
        let ticket = self.waiterTicket
        let bound = NIOLoopBound(self, eventLoop: self.shard.loop)
        let delay = TimeAmount.milliseconds(Int64(5 + self.shard.random.below(20)))
        self.shard.loop.scheduleTask(in: delay) {
            let handler = bound.value
            guard handler.stage == .backoff, handler.waiterTicket == ticket else { return }
            handler.startAttempt(MonotonicClock.now())
        }
    }

    /// Books an attempt that ends for a reason on our side or the client's.
    func bookRunningAttempt(_ outcome: Outcome, _ now: UInt64) {
        if self.upstream != nil { self.bookAttempt(outcome, status: Int(self.exchange.upstreamStatus), now) }
    }

    /// Books one attempt: its duration, the target's result, passive health.
    func bookAttempt(_ outcome: Outcome, status: Int, _ now: UInt64) {
        guard let route = self.exchange.route, let target = self.exchange.target, self.exchange.attempts > 0 else {
            return
        }
        let isGatewayStatus = status == 502 || status == 503 || status == 504
        let isError = (outcome.who == .upstream && outcome != .upstreamErrorStatus) || isGatewayStatus
        // An attempt that the client or the drain has ended says nothing about the target.
        if outcome.who == .upstream || outcome == .success {
            route.pool.attemptEnded(target, isError: isError, now: now)
        }
        self.shard.record { shard in
            let method = self.decoder.head.method.label
            let key = HistogramCache.key(method: method.rawValue, version: 0, status: status, outcome: outcome.rawValue)
            let histogram = route.pool.attemptDurations.histogram(key) {
                shard.metrics.attemptDuration(route.pool.label, method, status: status, outcome)
            }
            let duration = now &- min(self.exchange.attemptStarted, now)
            histogram.record(duration)
            if shard.tracing != nil { self.keepAttempt(outcome, status: status, duration, histogram) }
        }
    }
}
