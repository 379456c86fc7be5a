import NIOCore

extension LoadThread {
    /// Takes up every arrival that is due; each at its own moment, so that a burst's cost is not hidden in `wait`.
    func takeUpDue(at start: NIODeadline) {
        var now = start
        while let time = self.cursor?.next, !self.isStopping {
            let intended = self.origin + time
            guard intended <= now else { break }
            guard self.windowEnd == .distantFuture || now <= self.windowEnd + Self.graceAtEnd else {
                self.abandonArrivals(at: now)
                break
            }
            guard let cursor = self.cursor else { break }
            self.cursor?.advance()
            self.takeUp(
                Arrival(index: cursor.index, intended: intended, takenUp: now, isMeasured: cursor.isMeasured)
            )
            now = .now()
        }
        self.nextDue = self.cursor?.next.map { self.origin + $0 } ?? .distantFuture
    }

    private func takeUp(_ arrival: Arrival) {
        self.window.planned += 1
        let isFull = self.inFlight >= self.inFlightLimit
        self.withPhase(arrival.isMeasured) { phase in
            phase.counters.planned += 1
            phase.latencies.lateness.record(arrival.lateness)
            guard isFull else { return }
            phase.counters.dropped += 1
            phase.errors.record(.dropped, at: arrival.takenUp - self.origin) {
                .init(text: "\(self.inFlight) requests in flight already")
            }
        }
        if isFull {
            self.window.dropped += 1
        } else {
            self.requestStarted(arrival)
            self.dispatch(arrival, at: arrival.takenUp)
        }
    }

    /// The next request of a user of a closed run, at the moment the last one has ended.
    func nextUser(at now: NIODeadline) {
        guard !self.isStopping, now < self.windowEnd else { return }
        let isMeasured = now >= self.windowStart
        if isMeasured {
            guard self.measuredLeft > 0 else { return }
            self.measuredLeft -= 1
            // With a number of requests instead of a duration, users are busy until the last one has been started.
            if self.measuredLeft == 0 {
                self.busyGauge.end = min(self.busyGauge.end, now)
                self.restGauge.end = min(self.restGauge.end, now)
            }
        }
        let arrival = Arrival(index: self.closedIndex, intended: now, takenUp: now, isMeasured: isMeasured)
        self.closedIndex += self.plan.settings.threads
        self.window.planned += 1
        if isMeasured { self.measured.counters.planned += 1 } else { self.warmup.counters.planned += 1 }
        self.requestStarted(arrival)
        self.dispatch(arrival, at: now)
    }

    /// A user's connect has failed: it rests before its next request.
    func restUser(at now: NIODeadline) {
        self.resting.append(now + Self.restAfterFailedConnect)
        self.restGauge.add(1, at: now)
    }

    /// Wakes the users that have rested.
    func endRests(at now: NIODeadline) {
        while let end = self.resting.first, end <= now {
            self.resting.removeFirst()
            self.restGauge.add(-1, at: now)
            self.nextUser(at: now)
        }
    }

    /// Sends the arrival on an idle connection, the most recently used one, or lets it wait for one.
    func dispatch(_ arrival: Arrival, at now: NIODeadline) {
        if let handler = self.idle.popLast() {
            handler.idleIndex = -1
            handler.send(arrival, at: now)
        } else {
            self.waiting.append(arrival)
            self.openConnections()
        }
    }

    /// Counts what is due and has not been taken up, and forgets the rest of the schedule.
    func abandonArrivals(at now: NIODeadline) {
        guard let abandoned = self.cursor?.abandon(before: now - self.origin) else { return }
        self.warmup.counters.planned += abandoned.warmup
        self.warmup.counters.neverAttempted += abandoned.warmup
        self.measured.counters.planned += abandoned.measured
        self.measured.counters.neverAttempted += abandoned.measured
        self.nextDue = .distantFuture
    }

    func hasNoMoreArrivals(at now: NIODeadline) -> Bool {
        switch self.plan.model {
        case .open: self.cursor?.next == nil
        case .closed: now >= self.windowEnd || (now >= self.windowStart && self.measuredLeft == 0)
        }
    }

    /// Changes the figures of the warm-up or of the measured part in place.
    @inline(__always)
    func withPhase(_ isMeasured: Bool, _ body: (inout PhaseStatistics) -> Void) {
        if isMeasured { body(&self.measured) } else { body(&self.warmup) }
    }

    private func requestStarted(_ arrival: Arrival) {
        self.inFlight += 1
        self.busyGauge.add(1, at: arrival.takenUp)
        if arrival.isMeasured { self.measuredGauge.add(1, at: arrival.takenUp) }
    }
}
