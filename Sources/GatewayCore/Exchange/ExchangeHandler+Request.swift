import NIOCore
import Synchronization
import Telemetry

extension ExchangeHandler {
    // MARK: Head

    /// Reads a head, or waits for more of it.
    func readHead() -> Bool {
        guard self.input.readableBytes > 0 else { return false }
        if self.stage == .idle, self.isEmptyLine() { return false }
        let now = MonotonicClock.now()
        if self.stage == .idle {
            self.exchange = Exchange()
            self.exchange.clock.start(now)
            self.exchange.client = self.peer
            self.makeIDs()
            self.setStage(.head, now)
            self.shard.requestStarted(self)
        }
        let before = self.input.readableBytes
        switch self.decoder.decodeHead(&self.input) {
        case .needMore:
            self.exchange.requestHeadBytes = UInt64(before)
            self.updateDeadline(now)
            return false
        case .failed(let error):
            self.exchange.requestHeadBytes = UInt64(before)
            self.reject(error)
            return true
        case .complete:
            self.exchange.requestHeadBytes = UInt64(self.decoder.head.byteCount)
            self.exchange.hasHead = true
            self.exchange.isRequestComplete = self.decoder.isBodyComplete
            self.begin(MonotonicClock.now())
            return true
        }
    }

    /// Old clients send an empty line after a body (RFC 9112 section 2.2): it begins no request.
    private func isEmptyLine() -> Bool {
        guard self.input.readableBytes <= 2, self.input.readableBytesView.first == 0x0D else { return false }
        // The decoder takes the line; whatever else it is will be seen with the next bytes.
        if case .needMore = self.decoder.decodeHead(&self.input) { return true }
        return false
    }

    /// Identifies, routes and admits a request whose head is complete.
    private func begin(_ now: UInt64) {
        self.exchange.clock.enter(.route, now)
        self.exchange.bodyStarted = now
        self.exchange.lastBodyByte = now
        self.requestCount += 1
        self.shard.count(self.decoder.head.method.label, 1)
        self.exchange.closesAfter =
            !self.decoder.head.keepsAlive || self.shard.isDraining || self.requestCount >= Self.requestLimit
        self.identify()
        guard self.admit() else { return }
        guard let route = self.findRoute() else { return }
        self.exchange.route = route
        if self.decoder.head.hasEncodedSlash && !route.plan.passesEncodedSlash {
            self.refuseEncodedSlash()
            return
        }
        if let error = self.decoder.startBody(limit: route.bodyLimit) {
            self.reject(error)
            return
        }
        if let gate = route.gate {
            guard gate.enter() else {
                self.answer(
                    .gatewayOverloaded,
                    detail: "The route is at its limit of requests in flight.",
                    retryAfter: 1
                )
                return
            }
            self.exchange.gate = gate
        }
        guard let time = self.passRateLimits(route) else { return }
        route.pool.activeRequests += 1
        self.exchange.holdsPool = true
        self.startAttempt(time)
    }

    /// Ids of our own, so that a request that is refused before its head is read has them too.
    func makeIDs() {
        self.exchange.requestID = self.shard.random.next()
        self.exchange.trace = TraceContext(
            traceIDHigh: self.shard.random.next() | 1,
            traceIDLow: self.shard.random.next(),
            spanID: self.shard.random.next() | 1,
            flags: TraceContext.randomFlag
        )
        self.startTrace()
    }

    /// Takes over the ids of a caller, where it may choose them.
    private func identify() {
        let parent = self.decoder.head.withValue(of: .traceparent) { TraceContext.parse($0) } ?? nil
        if let parent, self.decoder.head.count(of: .traceparent) == 1 { self.meetCaller(parent) }
        if self.isTrustedProxy { self.adoptProxyFacts() }
    }

    /// A trusted proxy says who the client is, and may keep its own request id.
    private func adoptProxyFacts() {
        let kept = self.decoder.head.withValue(of: .xRequestID) { RequestIDRule.isAcceptable($0) ? Array($0) : [] }
        if let kept, !kept.isEmpty { self.exchange.keptRequestID = kept }
        let chain = ForwardedFields.chain(self.decoder.head)
        let client = chain.withUnsafeBytes { bytes in
            ForwardedFields.client(in: bytes) { self.shard.isTrustedProxy($0) }
        }
        if let client { self.exchange.client = client }
    }

    /// Limits that come before routing: methods nobody takes, `OPTIONS *`, overload.
    private func admit() -> Bool {
        let method = self.decoder.head.method
        if method == .other {
            let isKnown = self.decoder.head.withMethod { self.shard.plan.compiled.table.knowsMethod($0) }
            if !isKnown {
                self.answer(.gatewayUnsupported, detail: "This method is not implemented.", closes: true)
                return false
            }
        }
        if self.shard.shared.memoryPressure >= 2 {
            self.answer(.gatewayOverloaded, detail: "The gateway is at its memory limit.", closes: true, retryAfter: 1)
            return false
        }
        self.exchange.isCounted = true
        let inFlight = self.shard.shared.requestsInFlight.wrappingAdd(1, ordering: .relaxed).newValue
        if inFlight > self.shard.plan.compiled.plan.server.limits.inFlight {
            self.answer(.gatewayOverloaded, detail: "Too many requests are in flight.", retryAfter: 1)
            return false
        }
        if method == .options, self.decoder.head.withTarget({ $0.count == 1 && $0[0] == UInt8(ascii: "*") }) {
            self.answerOptions()
            return false
        }
        return true
    }

    private func findRoute() -> RouteRuntime? {
        let table = self.shard.plan.compiled.table
        let match = self.decoder.head.withHost { host in
            self.decoder.head.withPath { path in
                self.decoder.head.withMethod { method in table.match(host: host, path: path, method: method) }
            }
        }
        switch match {
        case .route(let index): return self.shard.plan.routes[index]
        case .notFound where self.decoder.head.hasEncodedSlash,
            .methodNotAllowed where self.decoder.head.hasEncodedSlash:
            self.refuseEncodedSlash()
        case .notFound: self.answer(.clientNoRoute, detail: "No route matches this host and path.")
        case .methodNotAllowed(let allow):
            let methods = table.allowTexts[allow]
            self.answer(.clientMethodNotAllowed, detail: "This route takes \(methods).", allow: methods)
        }
        return nil
    }

    private func refuseEncodedSlash() {
        self.answer(
            .clientBadRequest,
            detail: "An encoded slash or backslash in the path is not allowed.",
            closes: true
        )
    }

    // MARK: Body

    /// Moves the request's body to the upstream as far as it takes it.
    func pumpBody() -> Bool {
        guard let upstream = self.upstream, upstream.isWritable else { return false }
        let now = MonotonicClock.now()
        var out = self.shard.takeScratch()
        let moved = self.moveBody(into: &out, upstream, now)
        guard moved else {
            self.shard.giveScratch(&out)
            return true
        }
        upstream.send(out)
        self.shard.giveScratch(&out)
        guard self.upstream === upstream else { return true }
        self.bodyProgressed(upstream)
        return self.exchange.isRequestComplete
    }

    /// Sets phase and deadline after body bytes were moved, or found missing.
    func bodyProgressed(_ upstream: UpstreamConnection) {
        let now = MonotonicClock.now()
        if self.stage == .sending {
            // Whoever blocks owns the time: the client while bytes are missing, else the upstream.
            let waitsForClient = !self.exchange.isRequestComplete && upstream.isWritable
            self.exchange.clock.enter(waitsForClient ? .read : .upstream, now)
            if !waitsForClient { self.exchange.requestSentAt = now }
        }
        self.updateDeadline(now)
        self.resumeReading()
    }

    /// Decodes what is there and frames it anew.
    /// - Returns: False when the body was refused: the request is answered already.
    func moveBody(into out: inout ByteBuffer, _ upstream: UpstreamConnection, _ now: UInt64) -> Bool {
        let isChunked = self.decoder.head.framing == .chunked
        while true {
            let before = self.input.readableBytes
            let step = self.decoder.decodeBody(&self.input)
            if self.input.readableBytes != before { self.exchange.lastBodyByte = now }
            switch step {
            case .needMore: return true
            case .data(let data):
                self.exchange.requestBodyBytes &+= UInt64(data.readableBytes)
                self.keepForReplay(data)
                if isChunked { ChunkWriter.writeHeader(data.readableBytes, into: &out) }
                if out.readableBytes + data.readableBytes <= SocketBuffers.joinBytes {
                    out.writeImmutableBuffer(data)
                } else {
                    upstream.write(out)
                    upstream.write(data)
                    out = ByteBuffer()
                }
                if isChunked { ChunkWriter.writeDataEnd(into: &out) }
            case .end:
                if isChunked { ChunkWriter.writeLastChunk(into: &out) }
                self.exchange.isRequestComplete = true
                return true
            case .failed(let error):
                self.bookRunningAttempt(error.code.outcome, now)
                self.detachUpstream()
                self.reject(error)
                return false
            }
        }
    }

    private func keepForReplay(_ data: ByteBuffer) {
        if self.exchange.replayBody == nil, !self.exchange.hasConsumedBody,
            self.decoder.head.framing == .length(data.readableBytes), data.readableBytes <= SocketBuffers.joinBytes
        {
            self.exchange.replayBody = data
        } else {
            self.exchange.replayBody = nil
        }
        self.exchange.hasConsumedBody = true
    }

    /// Throws away the rest of a body whose request is answered, so that the connection can go on.
    func discardBody() -> Bool {
        while true {
            switch self.decoder.decodeBody(&self.input) {
            case .needMore: return false
            case .data(let data):
                self.exchange.discardedBytes += data.readableBytes
                if self.exchange.discardedBytes > Self.discardLimit {
                    self.startClose(lingers: true)
                    return false
                }
            case .end:
                self.becomeIdle(MonotonicClock.now())
                return true
            case .failed:
                self.startClose(lingers: true)
                return false
            }
        }
    }
}
