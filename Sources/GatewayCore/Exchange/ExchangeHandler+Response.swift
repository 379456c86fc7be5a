import NIOCore
import Telemetry

extension ExchangeHandler {
    // MARK: What the upstream's connection reports

    func upstreamReceived(_ connection: UpstreamConnection) {
        guard connection === self.upstream else { return }
        if self.stage == .sending {
            guard self.readResponseHead(connection) else { return }
        } else if self.stage == .responding {
            self.relay(connection)
        }
    }

    /// The upstream takes more of the request.
    func upstreamWritable(_ connection: UpstreamConnection) {
        guard connection === self.upstream, !self.exchange.isRequestComplete else { return }
        self.advance()
    }

    func upstreamClosed(_ connection: UpstreamConnection) {
        guard connection === self.upstream else { return }
        if self.stage == .sending {
            let isStale = !connection.hasReceived && self.exchange.usedReusedConnection
            self.attemptFailed(
                isStale ? .upstreamStaleConnection : .upstreamReset,
                detail: "The upstream closed the connection before its answer was complete."
            )
        } else if self.stage == .responding {
            // Bytes that the client has not taken yet are still to be relayed; they may hold the end.
            if connection.input.readableBytes > 0 { self.relay(connection) } else { self.settleClosed(connection) }
        }
    }

    /// All bytes of a closed upstream connection are relayed.
    ///
    /// Was that the whole answer?
    private func settleClosed(_ connection: UpstreamConnection) {
        guard self.stage == .responding, connection === self.upstream else { return }
        if !connection.hasFailed, connection.decoder.inputClosed() {
            self.upstreamEnded(connection, MonotonicClock.now())
        } else {
            self.cutResponse(.upstreamTruncated)
        }
    }

    // MARK: Head

    private func readResponseHead(_ connection: UpstreamConnection) -> Bool {
        while true {
            switch connection.decoder.decodeHead(&connection.input) {
            case .needMore: return false
            case .interim: continue
            case .failed:
                self.attemptFailed(.upstreamProtocolError, detail: "The upstream's answer is not valid HTTP.")
                return false
            case .complete:
                self.startResponse(connection, MonotonicClock.now())
                return true
            }
        }
    }

    /// Writes the head anew, and with it as much of the body as is there.
    private func startResponse(_ connection: UpstreamConnection, _ now: UInt64) {
        self.exchange.clock.enter(.relay, now)
        self.exchange.upstreamStatus = UInt16(truncatingIfNeeded: connection.decoder.head.status)
        self.exchange.status = self.exchange.upstreamStatus
        self.chooseFraming(connection)
        // An answer that comes before the request's end leaves the connection in no state to go on.
        if !self.exchange.isRequestComplete || self.shard.isDraining { self.exchange.closesAfter = true }
        var out = self.shard.takeScratch()
        ResponseWriter.write(connection.decoder.head, framing: self.exchange.responseFraming, into: &out)
        connection.decoder.releaseHead()
        ClientFields.write(self, into: &out)
        self.exchange.hasResponseHead = true
        self.setStage(.responding, now)
        self.relayBody(connection, &out, now)
        self.shard.giveScratch(&out)
    }

    private func chooseFraming(_ connection: UpstreamConnection) {
        let framing = connection.decoder.head.framing
        switch framing {
        case .none, .length: self.exchange.responseFraming = framing
        case .chunked, .untilClose:
            // HTTP/1.0 knows no chunks: the end of the connection is the end of the body.
            let isOld = self.decoder.head.minorVersion == 0
            self.exchange.responseFraming = isOld ? .untilClose : .chunked
            if isOld { self.exchange.closesAfter = true }
        }
    }

    // MARK: Body

    private func relay(_ connection: UpstreamConnection) {
        guard self.isWritable else {
            connection.holdReading()
            return
        }
        var out = self.shard.takeScratch()
        self.relayBody(connection, &out, MonotonicClock.now())
        self.shard.giveScratch(&out)
    }

    /// Frames what has come and gives it to the client in one write; ends the response at its end.
    private func relayBody(_ connection: UpstreamConnection, _ out: inout ByteBuffer, _ now: UInt64) {
        var hasEnded = false
        var hasFailed = false
        let isChunked = self.exchange.responseFraming == .chunked
        loop: while true {
            switch connection.decoder.decodeBody(&connection.input) {
            case .needMore: break loop
            case .data(let data):
                self.exchange.responseBodyBytes &+= UInt64(data.readableBytes)
                if isChunked { ChunkWriter.writeHeader(data.readableBytes, into: &out) }
                if out.readableBytes + data.readableBytes <= SocketBuffers.joinBytes {
                    out.writeImmutableBuffer(data)
                } else {
                    self.write(out)
                    self.write(data)
                    out = ByteBuffer()
                }
                if isChunked { ChunkWriter.writeDataEnd(into: &out) }
            case .end:
                if isChunked { ChunkWriter.writeLastChunk(into: &out) }
                hasEnded = true
                break loop
            case .failed:
                hasFailed = true
                break loop
            }
        }
        if connection.input.readableBytes == 0 { connection.input = self.shard.emptyBuffer }
        if hasFailed {
            self.send(out)
            if self.stage == .responding { self.cutResponse(.upstreamProtocolError) }
            return
        }
        if hasEnded { self.endExchangeUpstream(connection, now) }
        self.send(out)
        guard self.stage == .responding else { return }
        if hasEnded {
            self.responseWritten()
        } else if connection.isOpen {
            self.relayed(connection)
        } else {
            self.settleClosed(connection)
        }
    }

    /// Part of the body was written: waits for more of it, or for the client to take it.
    private func relayed(_ connection: UpstreamConnection) {
        let now = MonotonicClock.now()
        if self.isWritable {
            self.exchange.clock.enter(.relay, now)
        } else {
            connection.holdReading()
            self.startStallWindow(now)
            self.exchange.clock.enter(.write, now)
        }
        self.updateDeadline(now)
    }

    /// Everything written is with the kernel again.
    func clientTookAll(_ now: UInt64) {
        guard let connection = self.upstream else { return }
        if self.exchange.clock.phase == .write { self.exchange.clock.enter(.relay, now) }
        if connection.input.readableBytes > 0 { self.relay(connection) }
        guard self.stage == .responding, self.upstream === connection, self.isWritable else { return }
        connection.resumeReading()
        self.updateDeadline(now)
    }

    // MARK: End

    /// An answer that ends with its connection.
    private func upstreamEnded(_ connection: UpstreamConnection, _ now: UInt64) {
        var out = ByteBuffer()
        if self.exchange.responseFraming == .chunked { ChunkWriter.writeLastChunk(into: &out) }
        self.endExchangeUpstream(connection, now)
        self.send(out)
        if self.stage == .responding { self.responseWritten() }
    }

    /// Books the attempt and gives the connection back, if it can serve another exchange.
    private func endExchangeUpstream(_ connection: UpstreamConnection, _ now: UInt64) {
        let status = Int(self.exchange.upstreamStatus)
        if status >= 500 { self.exchange.outcome = .upstreamErrorStatus }
        self.bookAttempt(self.exchange.outcome, status: status, now)
        let method = self.decoder.head.method
        let hasOddBody = self.decoder.head.framing != .none && (method == .get || method == .head)
        let isReusable =
            connection.isOpen && connection.decoder.isReusable && self.exchange.isRequestComplete
            && connection.input.readableBytes == 0 && connection.isWritable && !hasOddBody
        self.detachUpstream(reusable: isReusable)
    }

    /// The answer is with the channel; the exchange ends when it is with the kernel.
    func responseWritten() {
        let now = MonotonicClock.now()
        if self.isWritable {
            self.complete(now)
            return
        }
        self.exchange.clock.enter(.write, now)
        self.startStallWindow(now)
        self.setStage(.flushing, now)
        self.updateDeadline(now)
    }

    /// The answer cannot be finished: the connection is cut so that the client can notice.
    func cutResponse(_ outcome: Outcome) {
        let now = MonotonicClock.now()
        self.exchange.outcome = outcome
        // Without an upstream the attempt has ended, and was booked then.
        self.bookRunningAttempt(outcome, now)
        self.detachUpstream()
        self.note(.error)
        self.finish(now)
        // A body that ends with the connection would look complete after an ordinary close.
        if self.exchange.responseFraming == .untilClose { self.resetNow() } else { self.closeNow() }
    }
}
