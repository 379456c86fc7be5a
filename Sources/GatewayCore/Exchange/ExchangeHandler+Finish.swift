import NIOCore
import Synchronization
import Telemetry

extension ExchangeHandler {
    /// Caps of the texts in a record; one byte more is written, so that the renderer sees what was cut.
    private static let pathLimit = 1_025
    private static let userAgentLimit = 513
    private static let failedLimit = 1_024

    /// Ends the exchange: gives back what it held, books metrics, writes the access record.
    ///
    /// Once per exchange.
    func finish(_ now: UInt64) {
        guard self.exchange.clock.started != 0 else { return }
        let duration = self.exchange.clock.finish(now)
        self.giveBack()
        self.shard.requestEnded(self)
        if self.shard.shared.recordsTelemetry {
            let histogram = self.bookMetrics(duration)
            let trace = self.shard.tracing.flatMap { self.judgeTrace($0, histogram, duration) }
            self.writeRecord(duration, trace)
        }
        // The channel can read into the same memory again.
        self.decoder.releaseHead()
        self.exchange.clock = PhaseClock()
        self.exchange.route = nil
        self.exchange.limit = nil
        self.exchange.target = nil
        self.exchange.excludedTarget = nil
        self.exchange.replayBody = nil
        if !self.attemptRecords.isEmpty { self.attemptRecords.removeAll(keepingCapacity: true) }
    }

    private func giveBack() {
        if self.exchange.isCounted {
            self.exchange.isCounted = false
            self.shard.shared.requestsInFlight.wrappingSubtract(1, ordering: .relaxed)
        }
        if self.exchange.hasHead { self.shard.count(self.decoder.head.method.label, -1) }
        self.exchange.gate?.leave()
        self.exchange.gate = nil
        guard let route = self.exchange.route else { return }
        if self.exchange.holdsPool { route.pool.activeRequests -= 1 }
        if self.exchange.isRetry { route.pool.activeRetries -= 1 }
    }

    private func bookMetrics(_ duration: UInt64) -> Histogram {
        let method = self.exchange.hasHead ? self.decoder.head.method.label : .other
        let version: UInt8 = self.exchange.hasHead ? 10 + self.decoder.head.minorVersion : 0
        let metrics = self.exchange.route?.metrics ?? self.shard.plan.unmatched
        let booking = RouteMetrics.Booking(
            method: method,
            version: version,
            status: Int(self.exchange.status),
            outcome: self.exchange.outcome,
            duration: duration,
            requestBytes: self.exchange.requestBodyBytes,
            responseBytes: self.exchange.responseBodyBytes
        )
        let histogram = metrics.record(booking)
        for index in 0..<Phase.count where self.exchange.clock.totals[index] > 0 {
            self.shard.metrics.phases[index].record(self.exchange.clock.totals[index])
        }
        return histogram
    }

    /// One record of so many is timed.
    private static let timedShare: UInt64 = 1_024

    private func writeRecord(_ duration: UInt64, _ trace: TraceRecord?) {
        let decision = self.shard.sampling.decide(
            status: self.exchange.status,
            outcome: self.exchange.outcome,
            duration: duration,
            traceIDHigh: self.exchange.trace.traceIDHigh,
            traceIDLow: self.exchange.trace.traceIDLow,
            isTraceKept: trace != nil
        )
        if decision == .leftOut {
            self.shard.ring.leaveOut()
            return
        }
        self.shard.sequence &+= 1
        let isTimed = self.shard.sequence % Self.timedShare == 0
        let start = isTimed ? MonotonicClock.now() : 0
        self.handOver(duration, isSampled: decision == .sampled, trace)
        if isTimed { self.shard.metrics.handoff.record(MonotonicClock.now() &- start) }
    }

    private func handOver(_ duration: UInt64, isSampled: Bool, _ trace: TraceRecord?) {
        let shard = self.shard
        // Named once: each use through the shard would count a reference.
        let recordTexts = shard.recordTexts
        var texts = self.describeTexts(recordTexts)
        if trace != nil { texts.trace = self.traceByteCount }
        let size = MemoryLayout<AccessRecord>.size
        let total = texts.total
        shard.ring.write(size + total) { room in
            // Made in place: it is large, and a copy shows.
            let record = AccessRecord.make(at: room)
            self.describeRequest(&record.pointee, duration)
            self.describeClient(&record.pointee, recordTexts)
            self.describeUpstream(&record.pointee)
            record.pointee.texts = texts
            record.pointee.redactions = recordTexts.redactions
            if isSampled { record.pointee.flags.insert(.isSampled) }
            self.copyTexts(texts, total, recordTexts, to: room + size)
            if let trace { self.copyTrace(trace, to: room + size + total - Int(texts.trace)) }
        }
    }

    @inline(__always)
    private func describeRequest(_ record: inout AccessRecord, _ duration: UInt64) {
        record.sequence = self.shard.sequence
        record.startWallNanoseconds = self.shard.wallOffset &+ Int64(bitPattern: self.exchange.clock.started)
        record.durationNanoseconds = duration
        record.traceIDHigh = self.exchange.trace.traceIDHigh
        record.traceIDLow = self.exchange.trace.traceIDLow
        record.spanID = self.exchange.trace.spanID
        record.requestID = self.exchange.requestID
        record.requestBytes = self.exchange.requestHeadBytes &+ self.exchange.requestBodyBytes
        record.requestBodyBytes = self.exchange.requestBodyBytes
        record.responseBytes = self.exchange.responseBytes
        record.responseBodyBytes = self.exchange.responseBodyBytes
        record.phases = self.exchange.clock.totals
        record.status = self.exchange.status
        record.outcome = self.exchange.outcome.rawValue
        record.shard = UInt8(truncatingIfNeeded: self.shard.index)
        if let limit = self.exchange.limit {
            record.rateLimitPolicy = limit.label.id
            record.flags.insert(.rateLimitChecked)
            if self.exchange.isLimitDenied { record.flags.insert(.rateLimitDenied) }
            if limit.isShadow { record.flags.insert(.rateLimitShadow) }
        }
    }

    @inline(__always)
    private func describeClient(_ record: inout AccessRecord, _ recordTexts: RecordTexts) {
        let client = recordTexts.address(of: self.exchange.client)
        if client.isIPv4 {
            record.clientAddressHigh = (client.low << 32).bigEndian
        } else if client.high | client.low != 0 {
            record.clientAddressHigh = client.high.bigEndian
            record.clientAddressLow = client.low.bigEndian
            record.flags.insert(.isIPv6)
        }
        record.clientPort = client == self.peer ? self.peerPort : 0
        guard self.exchange.hasHead else { return }
        record.flags.insert(.hasHead)
        record.method = self.decoder.head.method.label.rawValue
        record.httpVersion = 10 + self.decoder.head.minorVersion
    }

    @inline(__always)
    private func describeUpstream(_ record: inout AccessRecord) {
        guard let route = self.exchange.route else { return }
        record.route = route.label.id
        if route.plan.isPrivate { record.flags.insert(.isPrivate) }
        guard self.exchange.holdsPool else { return }
        record.upstream = route.pool.label.id
        record.target = self.exchange.target?.shared.label.id ?? 0
        record.upstreamStatus = self.exchange.upstreamStatus
        record.attempts = self.exchange.attempts
        if self.exchange.usedReusedConnection { record.flags.insert(.upstreamReused) }
    }

    @inline(__always)
    private func describeTexts(_ recordTexts: RecordTexts) -> AccessRecord.TextLengths {
        var texts = AccessRecord.TextLengths()
        texts.requestID = UInt16(self.exchange.keptRequestID.count)
        texts.failedAttempts = UInt16(min(self.exchange.failedAttempts.count, Self.failedLimit))
        if self.exchange.hasHead {
            self.describeTexts(of: self.decoder.head, recordTexts, &texts)
        } else {
            recordTexts.begin()
        }
        return texts
    }

    @inline(__always)
    private func describeTexts(
        of head: borrowing RequestHead,
        _ recordTexts: RecordTexts,
        _ texts: inout AccessRecord.TextLengths
    ) {
        let isPrivate = self.exchange.route?.plan.isPrivate == true
        recordTexts.take(head, isPrivate: isPrivate, &texts)
        // The template stands in for it.
        if !isPrivate { texts.path = head.withPath { UInt16(min($0.count, Self.pathLimit)) } }
        texts.host = head.withHost { UInt16(min($0.count, 256)) }
        let userAgent = recordTexts.fields.userAgent
        if userAgent >= 0 {
            texts.userAgent = UInt16(min(Int(head.fields[userAgent].valueLength), Self.userAgentLimit))
        }
        if head.method == .other { texts.method = head.withMethod { UInt16(min($0.count, 24)) } }
    }

    @inline(__always)
    private func copyTexts(
        _ lengths: AccessRecord.TextLengths,
        _ total: Int,
        _ texts: RecordTexts,
        to start: UnsafeMutableRawPointer
    ) {
        var writer = ByteWriter(UnsafeMutableRawBufferPointer(start: start, count: total))
        if self.exchange.hasHead { self.copyTexts(of: self.decoder.head, lengths, texts, to: &writer) }
        if lengths.requestID > 0 {
            self.exchange.keptRequestID.withUnsafeBytes { writer.write($0, atMost: lengths.requestID) }
        }
        if lengths.failedAttempts > 0 {
            self.exchange.failedAttempts.withUnsafeBytes { writer.write($0, atMost: lengths.failedAttempts) }
        }
        if lengths.credential | lengths.headers | lengths.queryValues == 0 { return }
        if lengths.credential > 0 { writer.write(texts.credential(lengths.credential)) }
        if lengths.headers > 0 { writer.write(texts.headers(lengths.headers)) }
        if lengths.queryValues > 0 { writer.write(texts.queryValues(lengths.queryValues)) }
    }

    @inline(__always)
    private func copyTexts(
        of head: borrowing RequestHead,
        _ lengths: AccessRecord.TextLengths,
        _ texts: RecordTexts,
        to writer: inout ByteWriter
    ) {
        if lengths.path > 0 { head.withPath { writer.write($0, atMost: lengths.path) } }
        if lengths.query > 0 { writer.write(texts.query(lengths.query)) }
        head.withHost { writer.write($0, atMost: lengths.host) }
        if lengths.userAgent > 0 {
            head.withValue(of: head.fields[texts.fields.userAgent]) { writer.write($0, atMost: lengths.userAgent) }
        }
        if lengths.referrer > 0 { writer.write(texts.referrer(lengths.referrer)) }
        if lengths.method > 0 { head.withMethod { writer.write($0, atMost: lengths.method) } }
    }
}

extension ByteWriter {
    fileprivate mutating func write(_ bytes: UnsafeRawBufferPointer, atMost limit: UInt16) {
        self.write(UnsafeRawBufferPointer(rebasing: bytes.prefix(Int(limit))))
    }
}
