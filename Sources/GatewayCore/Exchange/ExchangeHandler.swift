import NIOCore
import NIOPosix
import Telemetry

/// A client's connection and the request on it: the only handler of its channel.
///
/// It reads, decodes and routes a request, runs attempts against the upstream on the same loop and relays the answer.
/// Requests that were pipelined wait in `input` until the answer before them is with the channel.
/// - Important: Confined to the shard's event loop.
final class ExchangeHandler: ChannelInboundHandler {
    typealias InboundIn = ByteBuffer
    typealias OutboundOut = ByteBuffer

    /// Requests per connection; the last one is answered with `Connection: close`.
    static let requestLimit = 10_000
    /// How much of a body is read and thrown away after an answer, or after our side was closed.
    static let discardLimit = 65_536
    /// How long a closed side waits for the peer to take the rest, nanoseconds.
    static let lingerLimit: UInt64 = 10_000_000_000

    let shard: Shard
    let peer: ClientKey
    let peerPort: UInt16
    /// `X-Forwarded-For: …` and `X-Forwarded-Proto: …` as sent upstream; rendered once per connection.
    let forwardedFields: [UInt8]
    /// The peer may name the client and keep its request id.
    let isTrustedProxy: Bool

    var context: ChannelHandlerContext?
    private var output = SocketOutput()
    var timer: Int32 = -1
    var decoder: RequestDecoder
    var input = ByteBuffer()
    var stage = ExchangeStage.idle
    var stageStarted: UInt64 = 0
    var exchange = Exchange()
    /// The attempts of this exchange, for its trace; kept between exchanges for its memory.
    var attemptRecords: [AttemptRecord] = []
    /// The connection of the running attempt.
    var upstream: UpstreamConnection?
    /// The connection being opened for the next attempt.
    var connectingUpstream: UpstreamConnection?
    /// Counts waits for the pool, so that a stale place in its queue is recognised.
    var waiterTicket: UInt64 = 0
    var isWaitingForPool = false
    var requestCount = 0
    private var isAdvancing = false
    /// The channel was asked to read and has not yet: asking again costs a walk through it.
    private var isReading = false
    /// Why the connection closes; the first reason stands.
    var closeReason: ConnectionCloseLabel?
    /// Counted against the limits; false for a connection that was over one.
    var isAdmitted = false
    /// Counted against the limit per client.
    var isCountedPerClient = false
    /// When the connection was accepted, monotonic nanoseconds.
    private(set) var accepted: UInt64 = 0

    init(shard: Shard, peer: SocketAddress?) {
        self.shard = shard
        self.peer = ClientKey(peer)
        self.peerPort = UInt16(truncatingIfNeeded: peer?.port ?? 0)
        self.isTrustedProxy = shard.isTrustedProxy(self.peer)
        self.forwardedFields = ForwardedFields.render(peer: self.peer)
        self.decoder = RequestDecoder(limits: shard.plan.messageLimits)
    }

    // MARK: Channel events

    func handlerAdded(context: ChannelHandlerContext) { self.context = context }

    func handlerRemoved(context: ChannelHandlerContext) { self.context = nil }

    func channelActive(context: ChannelHandlerContext) {
        self.accepted = MonotonicClock.now()
        self.output.open(context)
        self.shard.opened(self)
        guard self.isAdmitted else {
            self.refuseConnection()
            return
        }
        self.setStage(.idle, self.shard.now)
        self.updateDeadline(self.shard.now)
        self.read()
    }

    func channelRead(context: ChannelHandlerContext, data: NIOAny) {
        var buffer = self.unwrapInboundIn(data)
        switch self.stage {
        case .closed: return
        case .lingering:
            self.exchange.discardedBytes += buffer.readableBytes
            if self.exchange.discardedBytes > Self.discardLimit { self.closeNow() }
            return
        default: break
        }
        if self.input.readableBytes == 0 { self.input = buffer } else { self.input.writeBuffer(&buffer) }
        self.advance()
    }

    func channelReadComplete(context: ChannelHandlerContext) {
        self.isReading = false
        self.resumeReading()
    }

    func channelWritabilityChanged(context: ChannelHandlerContext) { self.channelEmptied() }

    /// Everything that waited in the channel is with the kernel, if it is writable again.
    private func channelEmptied() {
        guard !self.output.isEmpty, self.context?.channel.isWritable == true else { return }
        self.output.emptied()
        let now = MonotonicClock.now()
        switch self.stage {
        case .flushing: self.complete(now)
        case .responding: self.clientTookAll(now)
        default: break
        }
    }

    func channelInactive(context: ChannelHandlerContext) {
        self.output.close()
        self.clientLeft()
        self.shard.closed(self)
    }

    func errorCaught(context: ChannelHandlerContext, error: any Error) {
        self.note(.error)
        self.output.close()
        context.close(promise: nil)
    }

    // MARK: Reading

    /// Takes as much of the input as the stage allows.
    ///
    /// Entered once at a time: an answer that ends inside it is followed by the next request in the same loop, not by a
    /// deeper call.
    func advance() {
        guard !self.isAdvancing else { return }
        self.isAdvancing = true
        defer { self.isAdvancing = false }
        while self.advanceOnce() {}
        if self.input.readableBytes == 0, self.stage != .closed { self.releaseInput() }
    }

    /// - Returns: True when there may be more to do.
    private func advanceOnce() -> Bool {
        switch self.stage {
        case .idle, .head: return self.readHead()
        case .sending, .responding:
            if self.exchange.isRequestComplete { return false }
            return self.pumpBody()
        case .discarding: return self.discardBody()
        case .waiting, .backoff, .flushing, .lingering, .closed: return false
        }
    }

    /// Drops the reference to the read buffer, so that the channel can use it again.
    private func releaseInput() { self.input = self.shard.emptyBuffer }

    func read() {
        self.isReading = true
        self.context?.read()
    }

    /// Reads on after the input was taken below the limit.
    func resumeReading() {
        guard !self.isReading, self.input.readableBytes < SocketBuffers.pipelineBytes else { return }
        self.read()
    }

    // MARK: Writing

    /// Whether all that was written is with the kernel.
    var isWritable: Bool { self.output.isEmpty }

    /// Queues bytes, to be followed by `send`.
    func write(_ buffer: ByteBuffer) {
        guard buffer.readableBytes > 0 else { return }
        self.exchange.responseBytes &+= UInt64(buffer.readableBytes)
        self.queue(buffer)
    }

    /// Sends what is queued and these bytes.
    func send(_ buffer: ByteBuffer) {
        var rest = buffer
        self.exchange.responseBytes &+= UInt64(rest.readableBytes)
        if self.output.send(&rest) { return }
        if rest.readableBytes > 0 { self.queue(rest) }
        self.context?.flush()
    }

    private func queue(_ buffer: ByteBuffer) {
        self.output.filled()
        let promise = buffer.readableBytes == 1 ? self.emptiedPromise() : nil
        self.context?.write(self.wrapOutboundOut(buffer), promise: promise)
    }

    private func emptiedPromise() -> EventLoopPromise<Void> {
        let bound = NIOLoopBound(self, eventLoop: self.shard.loop)
        return SocketOutput.promise(on: self.shard.loop) { bound.value.channelEmptied() }
    }

    /// The channel is about to be closed: nothing goes to its socket any more.
    func closeOutput() { self.output.close() }

    func setStage(_ stage: ExchangeStage, _ now: UInt64) {
        self.stage = stage
        self.stageStarted = now
    }

    /// Notes why the connection closes; the first reason stands.
    func note(_ reason: ConnectionCloseLabel) {
        if self.closeReason == nil { self.closeReason = reason }
    }
}

@available(*, unavailable)
extension ExchangeHandler: Sendable {}
