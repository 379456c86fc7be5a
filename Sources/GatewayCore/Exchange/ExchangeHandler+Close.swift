import Glibc
import NIOCore
import NIOPosix
import Telemetry

extension ExchangeHandler {
    /// The answer is with the kernel: ends the exchange and goes on with the connection.
    func complete(_ now: UInt64) {
        self.finish(now)
        if self.exchange.closesAfter {
            self.startClose(lingers: self.peerMaySendMore)
        } else if self.exchange.isRequestComplete {
            self.becomeIdle(now)
            self.advance()
        } else {
            self.setStage(.discarding, now)
            self.updateDeadline(now)
            self.advance()
        }
    }

    /// Whether bytes may still come that would reset the connection: always, when it is not the client who wants it
    /// closed.
    private var peerMaySendMore: Bool {
        guard self.exchange.hasHead, self.exchange.isRequestComplete, self.input.readableBytes == 0 else { return true }
        return self.decoder.head.keepsAlive || self.exchange.outcome.who == .client
    }

    /// Ready for the next request.
    func becomeIdle(_ now: UInt64) {
        self.setStage(.idle, now)
        self.updateDeadline(now)
        self.resumeReading()
    }

    /// Closes our side.
    ///
    /// A lingering close reads on for a moment, so that the peer's bytes in flight do not reset the connection before
    /// it has read the answer (RFC 9112 section 9.6).
    func startClose(lingers: Bool) {
        self.note(self.shard.isDraining ? .drain : .client)
        guard lingers, let context = self.context else {
            self.closeNow()
            return
        }
        let now = MonotonicClock.now()
        self.setStage(.lingering, now)
        self.exchange.stallStarted = now
        self.exchange.stallPending = .max
        self.exchange.discardedBytes = self.input.readableBytes
        self.input = self.shard.emptyBuffer
        self.updateDeadline(now)
        self.closeOutput()
        context.close(mode: .output, promise: nil)
        self.read()
    }

    /// A second has passed: goes on while the peer takes what the kernel still has for it, within limits.
    func lingerOn(_ now: UInt64) {
        let pending = self.pendingBytes()
        guard pending > 0, pending < self.exchange.stallPending, now &- self.exchange.stallStarted < Self.lingerLimit
        else {
            self.closeNow()
            return
        }
        self.exchange.stallPending = pending
        self.setStage(.lingering, now)
        self.updateDeadline(now)
    }

    func closeNow() {
        guard self.stage != .closed else { return }
        self.stage = .closed
        self.input = self.shard.emptyBuffer
        self.closeOutput()
        self.context?.close(promise: nil)
    }

    /// Closes with a reset: what the kernel still holds is thrown away.
    func resetNow() {
        // Without the option the close is an ordinary one; the connection ends all the same.
        _ = try? self.context?.pipeline.syncOperations
            .withUnsafeTransportIfAvailable(of: NIOBSDSocket.Handle.self) { socket in
                var now = linger(l_onoff: 1, l_linger: 0)
                return setsockopt(socket, SOL_SOCKET, SO_LINGER, &now, socklen_t(MemoryLayout<linger>.size))
            }
        self.closeNow()
    }

    /// The client has closed, or its connection broke.
    func clientLeft() {
        let stage = self.stage
        self.stage = .closed
        switch stage {
        case .idle, .discarding, .lingering, .closed: return
        case .head, .waiting, .backoff, .sending, .responding, .flushing: break
        }
        let now = MonotonicClock.now()
        self.note(.client)
        self.exchange.outcome = .clientClosed
        if !self.exchange.hasResponseHead { self.exchange.status = UInt16(Outcome.clientClosed.status) }
        self.bookRunningAttempt(.clientClosed, now)
        self.detachUpstream()
        self.finish(now)
    }

    /// The drain time is over: whoever is still waiting is told so.
    func endDrain() {
        self.note(.drain)
        switch self.stage {
        case .head, .waiting, .backoff, .sending:
            self.bookRunningAttempt(.gatewayDraining, MonotonicClock.now())
            self.answer(.gatewayDraining, detail: "The gateway is shutting down.", closes: true, retryAfter: 1)
            self.closeNow()
        case .responding, .flushing: self.cutResponse(.gatewayDraining)
        default: self.closeNow()
        }
    }
}
