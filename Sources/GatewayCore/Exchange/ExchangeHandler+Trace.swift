import Telemetry

/// The trace of the exchange: whose it is, whether it is kept, what is handed over of it (telemetry.md section 7).
extension ExchangeHandler {
    /// Of attempts, in one trace: as many as a configuration allows.
    private static let attemptLimit = 10
    /// Of exemplars, in one trace: the request's and the first attempts'.
    private static let candidateLimit = 8

    // MARK: Ids

    /// Sets the sampled flag of a trace of our own.
    func startTrace() {
        guard let tracing = self.shard.tracing else { return }
        if tracing.sampling.keeps(self.exchange.trace.traceIDLow) {
            self.exchange.trace.flags |= TraceContext.sampledFlag
        }
    }

    /// The caller has a trace: it goes on, or is only linked to.
    func meetCaller(_ caller: TraceContext) {
        self.exchange.caller = caller
        guard self.shard.continuesTraces else { return }
        self.exchange.continuesTrace = true
        self.exchange.trace.traceIDHigh = caller.traceIDHigh
        self.exchange.trace.traceIDLow = caller.traceIDLow
        // The caller's sampled flag does not go on: sampling is decided here.
        self.exchange.trace.flags = caller.flags & TraceContext.randomFlag
        var state = TraceState()
        self.decoder.head.forEachValue(of: .tracestate) { state.add($0) }
        self.exchange.continuesTracestate = state.isUsable
        guard let tracing = self.shard.tracing else { return }
        self.exchange.randomness = tracing.sampling.randomness(
            traceIDHigh: caller.traceIDHigh,
            traceIDLow: caller.traceIDLow
        )
        if tracing.sampling.keeps(self.exchange.randomness) {
            self.exchange.trace.flags |= TraceContext.sampledFlag
        }
    }

    /// Gives the attempt that begins its span; without tracing the upstream's parent is the request's span.
    func beginAttemptSpan() {
        let isTracing = self.shard.tracing != nil
        self.exchange.attemptSpanID = isTracing ? self.shard.random.next() | 1 : self.exchange.trace.spanID
    }

    // MARK: Judgement

    /// Notes an attempt that has ended, in case the trace is kept.
    func keepAttempt(_ outcome: Outcome, status: Int, _ duration: UInt64, _ histogram: Histogram) {
        guard self.attemptRecords.count < Self.attemptLimit else { return }
        var record = AttemptRecord()
        record.spanID = self.exchange.attemptSpanID
        record.startWallNanoseconds = self.shard.wallOffset &+ Int64(bitPattern: self.exchange.attemptStarted)
        record.durationNanoseconds = duration
        record.target = self.exchange.target?.shared.label.id ?? 0
        record.status = UInt16(truncatingIfNeeded: status)
        record.outcome = outcome.rawValue
        record.usedReusedConnection = self.exchange.usedReusedConnection
        if self.attemptRecords.count < Self.candidateLimit - 1, let slot = histogram.exemplarSlot(of: duration) {
            record.series = slot.series
            record.bucket = slot.bucket
            self.claim(slot, self.exchange.attemptStarted &+ duration)
        }
        self.attemptRecords.append(record)
    }

    /// Takes the place of an exemplar if it was vacant for a minute: then this trace is kept.
    private func claim(_ slot: ExemplarSlot, _ now: UInt64) {
        guard slot.isVacant(now, for: ShardTracing.exemplarNanoseconds) else { return }
        slot.take(now)
        self.exchange.fillsExemplar = true
    }

    /// Decides whether the trace is kept, at its end.
    /// - Returns: What the access record hands over of it; nil: it is not kept.
    func judgeTrace(_ tracing: ShardTracing, _ histogram: Histogram, _ duration: UInt64) -> TraceRecord? {
        let slot = histogram.exemplarSlot(of: duration)
        if let slot { self.claim(slot, self.exchange.clock.started &+ duration) }
        let decision = self.decideTrace(tracing, duration)
        tracing.count(decision, spans: 1 + self.attemptRecords.count)
        if decision == .dropped { return nil }
        var record = TraceRecord()
        if self.exchange.continuesTrace {
            record.parentSpanID = self.exchange.caller.spanID
        } else {
            record.linkTraceIDHigh = self.exchange.caller.traceIDHigh
            record.linkTraceIDLow = self.exchange.caller.traceIDLow
            record.linkSpanID = self.exchange.caller.spanID
        }
        record.randomness = self.exchange.randomness
        record.series = slot?.series ?? 0
        record.bucket = slot?.bucket ?? 0
        record.decision = decision.rawValue
        record.flags = self.exchange.trace.flags
        record.attemptCount = UInt8(self.attemptRecords.count)
        return record
    }

    private func decideTrace(_ tracing: ShardTracing, _ duration: UInt64) -> TraceDecisionLabel {
        if self.exchange.outcome != .success, self.exchange.outcome.who != .client { return .keptError }
        if self.exchange.clock.serverTime(self.exchange.clock.started &+ duration) > tracing.slowNanoseconds {
            return .keptSlow
        }
        if self.exchange.fillsExemplar { return .keptExemplar }
        return self.exchange.trace.flags & TraceContext.sampledFlag != 0 ? .sampled : .dropped
    }

    // MARK: Handing over

    /// The size of what follows the texts of a kept trace's access record.
    var traceByteCount: UInt16 {
        UInt16(MemoryLayout<TraceRecord>.size + self.attemptRecords.count * MemoryLayout<AttemptRecord>.stride)
    }

    /// Writes it; `start` is not aligned.
    func copyTrace(_ record: TraceRecord, to start: UnsafeMutableRawPointer) {
        withUnsafeBytes(of: record) { start.copyMemory(from: $0) }
        self.attemptRecords.withUnsafeBytes { attempts in
            (start + MemoryLayout<TraceRecord>.size).copyMemory(from: attempts)
        }
    }
}

extension UnsafeMutableRawPointer {
    fileprivate func copyMemory(from bytes: UnsafeRawBufferPointer) {
        if let base = bytes.baseAddress { self.copyMemory(from: base, byteCount: bytes.count) }
    }
}
