import NIOCore
import Telemetry

extension ExchangeHandler {
    /// Refuses what the codec refused; the connection closes after the answer.
    func reject(_ error: FramingError) {
        let allow = error.code == .methodNotAllowed ? ProblemWriter.defaultMethods : nil
        self.answer(
            error.code.outcome,
            status: error.code.status,
            detail: error.code.detail.description,
            closes: true,
            allow: allow
        )
    }

    /// Answers with a problem document (RFC 9457), or cuts the answer that has begun.
    ///
    /// `status`: Where it is not the outcome's own (417, 505).
    /// `closes`: The connection cannot go on.
    /// `retryAfter`: Seconds.
    /// `allow`: The value of `Allow`.
    func answer(
        _ outcome: Outcome,
        status: Int? = nil,
        detail: String,
        closes: Bool = false,
        retryAfter: Int? = nil,
        allow: String? = nil
    ) {
        if self.exchange.hasResponseHead {
            self.cutResponse(outcome)
            return
        }
        self.detachUpstream()
        self.exchange.outcome = outcome
        let status = status ?? outcome.status
        self.exchange.status = UInt16(truncatingIfNeeded: status)
        if closes || !self.exchange.hasHead || self.shard.isDraining || !self.canKeepConnection() {
            self.exchange.closesAfter = true
        }
        if outcome.who == .client || outcome.who == .gateway { self.shard.record { $0.metrics.rejected(outcome) } }
        var problem = ProblemWriter.Problem(outcome: outcome, status: status, detail: detail)
        problem.retryAfter = retryAfter ?? (outcome.isRetryable ? 1 : nil)
        problem.allow = allow
        var out = self.shard.takeScratch()
        let isHead = self.exchange.hasHead && self.decoder.head.method == .head
        let bodyCount = ProblemWriter.write(problem, for: self, isHead: isHead, into: &out)
        self.exchange.responseBodyBytes = UInt64(bodyCount)
        self.finishAnswer(&out)
    }

    /// `OPTIONS *`: what the gateway takes at all.
    func answerOptions() {
        self.exchange.status = 204
        if !self.canKeepConnection() { self.exchange.closesAfter = true }
        var out = self.shard.takeScratch()
        out.writeStaticString("HTTP/1.1 204 No Content\r\nAllow: ")
        out.writeString(ProblemWriter.defaultMethods)
        out.writeStaticString("\r\n")
        ClientFields.write(self, into: &out)
        self.finishAnswer(&out)
    }

    private func finishAnswer(_ out: inout ByteBuffer) {
        self.exchange.hasResponseHead = true
        // `responding` without an upstream: the write below may end the exchange by itself.
        self.setStage(.responding, self.shard.now)
        self.send(out)
        self.shard.giveScratch(&out)
        if self.stage == .responding { self.responseWritten() }
    }

    /// Whether the connection can serve another request: the body is read, or what is missing of it is small.
    private func canKeepConnection() -> Bool {
        if self.exchange.isRequestComplete { return true }
        // A client that waits for `100 Continue` may or may not send its body now; nobody can tell.
        if self.decoder.head.expectsContinue { return false }
        if case .length(let count) = self.decoder.head.framing {
            return count - self.decoder.bodyBytesRead <= Self.discardLimit
        }
        return true
    }

    /// One connection too many: told so once, then closed.
    func refuseConnection() {
        self.note(.limit)
        self.exchange = Exchange()
        self.makeIDs()
        self.exchange.closesAfter = true
        self.shard.record { $0.metrics.rejected(.gatewayOverloaded) }
        var problem = ProblemWriter.Problem(
            outcome: .gatewayOverloaded,
            status: 503,
            detail: "Too many connections are open."
        )
        problem.retryAfter = 1
        var out = ByteBuffer()
        _ = ProblemWriter.write(problem, for: self, isHead: false, into: &out)
        self.send(out)
        self.startClose(lingers: true)
        self.read()
    }
}
