import NIOCore

extension LoadThread {
    /// The request is being written.
    func requestSent(_ handler: ConnectionHandler, isReused: Bool) {
        self.deadlines[handler.slot] = handler.sentAt + self.plan.settings.timeout
        let isRetry = handler.arrival.hasRetried
        if isReused { self.reusedCount += 1 }
        if !isRetry { self.window.sent += 1 }
        self.withPhase(handler.arrival.isMeasured) { phase in
            phase.counters.sent += isRetry ? 0 : 1
            phase.counters.bytesOut += self.requestByteCount
        }
    }

    func bytesReceived(_ count: Int, _ handler: ConnectionHandler) {
        self.activityCount &+= 1
        if handler.arrival.isMeasured {
            self.measured.counters.bytesIn += count
        } else {
            self.warmup.counters.bytesIn += count
        }
    }

    /// A complete response, whatever its status.
    func responseCompleted(_ handler: ConnectionHandler, isReusable: Bool, at now: NIODeadline) {
        let arrival = handler.arrival
        let status = handler.status
        let errorClass = ErrorClass.of(status: status, allowsNotModified: self.allowsNotModified)
        self.withPhase(arrival.isMeasured) { phase in
            // response = lateness + wait + service, to the nanosecond.
            phase.latencies.service.record(now - handler.sentAt)
            phase.latencies.wait.record(handler.sentAt - arrival.takenUp)
            phase.latencies.response.record(now - arrival.intended)
            phase.latencies.ttfb.record(handler.firstByteAt - handler.sentAt)
            phase.recordStatus(status)
            phase.lastEnd = now - self.origin
            if let errorClass {
                phase.counters.failed += 1
                phase.errors.record(errorClass, at: now - self.origin) { handler.example("status \(status)") }
            } else {
                phase.counters.ok += 1
            }
        }
        self.window.response.record(now - arrival.intended)
        self.window.service.record(now - handler.sentAt)
        self.requestEnded(arrival, isOK: errorClass == nil, at: now)
        if isReusable {
            self.deadlines[handler.slot] = .distantFuture
            self.connectionReady(handler, at: now)
        }
        self.goOn(at: now)
    }

    /// A request that ended without a complete response has no latency; its time is kept for Little's law.
    func requestFailed(
        _ arrival: Arrival,
        _ errorClass: ErrorClass,
        at now: NIODeadline,
        rests: Bool = false,
        _ example: () -> ErrorEntry.Example
    ) {
        self.withPhase(arrival.isMeasured) { phase in
            phase.counters.failed += 1
            phase.unansweredNanoseconds += (now - arrival.takenUp).nanoseconds
            phase.lastEnd = now - self.origin
            phase.errors.record(errorClass, at: now - self.origin, example)
        }
        self.requestEnded(arrival, isOK: false, at: now)
        self.goOn(at: now, rests: rests)
    }

    /// A timeout is recorded at its value, so that it stands in the percentiles as what it was.
    func requestTimedOut(_ handler: ConnectionHandler, _ errorClass: ErrorClass, at now: NIODeadline) {
        let arrival = handler.arrival
        let timeout = self.plan.settings.timeout
        let wait = handler.sentAt - arrival.takenUp
        self.recordTimeout(arrival, errorClass, at: now, wait: wait, service: timeout) {
            handler.example("no complete response within \(DurationText.text(timeout))")
        }
    }

    /// No connection became free in the whole time.
    func waitTimedOut(_ arrival: Arrival, at now: NIODeadline) {
        let timeout = self.plan.settings.timeout
        self.recordTimeout(arrival, .connectTimeout, at: now, wait: timeout, service: nil) {
            .init(text: "no connection within \(DurationText.text(timeout)), \(self.connectingCount) being opened")
        }
    }

    private func recordTimeout(
        _ arrival: Arrival,
        _ errorClass: ErrorClass,
        at now: NIODeadline,
        wait: TimeAmount,
        service: TimeAmount?,
        _ example: () -> ErrorEntry.Example
    ) {
        let response = arrival.lateness + wait + (service ?? .zero)
        self.withPhase(arrival.isMeasured) { phase in
            if let service { phase.latencies.service.record(service) }
            if let service, errorClass == .ttfbTimeout { phase.latencies.ttfb.record(service) }
            phase.latencies.wait.record(wait)
            phase.latencies.response.record(response)
            phase.counters.failed += 1
            phase.lastEnd = now - self.origin
            phase.errors.record(errorClass, at: now - self.origin, example)
        }
        self.window.response.record(response)
        self.requestEnded(arrival, isOK: false, at: now)
        self.goOn(at: now)
    }

    /// A reused connection had closed before the first byte: the request goes in front, once, to another connection.
    func requestRetried(_ arrival: Arrival, at now: NIODeadline) {
        guard !self.isStopping else { return self.requestAborted(arrival, at: now) }
        var arrival = arrival
        arrival.hasRetried = true
        self.withPhase(arrival.isMeasured) { $0.counters.reconnected += 1 }
        self.waiting.prepend(arrival)
        self.openConnections()
    }

    /// The run ended before the request did.
    func requestAborted(_ arrival: Arrival, at now: NIODeadline) {
        self.withPhase(arrival.isMeasured) { phase in
            phase.counters.inFlightAtEnd += 1
            phase.unansweredNanoseconds += (now - arrival.takenUp).nanoseconds
            phase.errors.record(.abortedAtEnd, at: now - self.origin) {
                .init(text: "in flight when the run was ended")
            }
        }
        self.leaveFlight(arrival, at: now)
    }

    private func requestEnded(_ arrival: Arrival, isOK: Bool, at now: NIODeadline) {
        self.leaveFlight(arrival, at: now)
        if isOK {
            self.window.ok += 1
            if now >= self.windowStart, now < self.windowEnd { self.okInWindow += 1 }
        } else {
            self.window.failed += 1
        }
    }

    private func leaveFlight(_ arrival: Arrival, at now: NIODeadline) {
        self.inFlight -= 1
        self.busyGauge.add(-1, at: now)
        if arrival.isMeasured { self.measuredGauge.add(-1, at: now) }
    }

    /// After an outcome: the user's next request, or arrivals that have come due meanwhile, or the end.
    private func goOn(at now: NIODeadline, rests: Bool = false) {
        if self.cursor == nil {
            if !rests { self.nextUser(at: now) }
        } else if now >= self.nextDue {
            self.takeUpDue(at: now)
        }
        if self.inFlight == 0 { self.finishIfDone(at: now) }
    }
}
