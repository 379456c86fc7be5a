import Glibc
import NIOCore
import NIOPosix
import Telemetry

/// One connection to one target, and the only handler of its channel.
///
/// It serves one attempt at a time.
///
/// - Important: Confined to the shard's event loop.
final class UpstreamConnection: ChannelInboundHandler {
    typealias InboundIn = ByteBuffer
    typealias OutboundOut = ByteBuffer

    private enum State { case connecting, open, closed }

    let pool: UpstreamPool
    let target: PoolTarget
    /// The exchange whose attempt runs here.
    var owner: ExchangeHandler?
    var decoder: ResponseDecoder
    var input = ByteBuffer()
    /// Exchanges served so far.
    var servedCount = 0
    var idleSince: UInt64 = 0
    /// Bytes came for the running attempt.
    var hasReceived = false
    /// The connection broke: its end is not the end of a message.
    private(set) var hasFailed = false
    private var state = State.connecting
    private var context: ChannelHandlerContext?
    private var output = SocketOutput()
    private var isReadHeld = false

    init(pool: UpstreamPool, target: PoolTarget, owner: ExchangeHandler?) {
        self.pool = pool
        self.target = target
        self.owner = owner
        self.decoder = ResponseDecoder(limits: MessageLimits())
    }

    var isOpen: Bool { self.state == .open }

    /// Whether all that was written is with the kernel.
    var isWritable: Bool { self.output.isEmpty }

    /// Opens the connection; the pool hears of the result.
    func connect(to address: SocketAddress, timeout: TimeAmount) {
        let bound = NIOLoopBound(self, eventLoop: self.pool.shard.loop)
        ClientBootstrap(group: self.pool.shard.loop)
            .connectTimeout(timeout)
            .channelOption(.autoRead, value: false)
            .channelOption(.maxMessagesPerRead, value: 1)
            .channelOption(.socketOption(.so_rcvbuf), value: SocketBuffers.receiveBytes)
            .channelOption(.writeBufferWaterMark, value: SocketBuffers.waterMark)
            .channelInitializer { channel in
                channel.eventLoop.makeCompletedFuture { try channel.pipeline.syncOperations.addHandler(bound.value) }
            }
            .connect(to: address)
            .whenFailure { error in bound.value.failConnect(error) }
    }

    private func failConnect(_ error: any Error) {
        guard self.state == .connecting else { return }
        self.state = .closed
        var outcome = Outcome.upstreamConnectFailed
        if case ChannelError.connectTimeout = error { outcome = .upstreamConnectTimeout }
        // Descriptors of ours that ran out are no fault of the target.
        if let error = error as? IOError, error.errnoCode == EMFILE || error.errnoCode == ENFILE {
            outcome = .gatewayOverloaded
        }
        self.pool.connectFailed(self, outcome)
    }

    /// Prepares for the response to a request of this method.
    func begin(_ owner: ExchangeHandler, method: Method) {
        self.owner = owner
        self.hasReceived = false
        self.decoder.reset(requestMethod: method)
        self.servedCount += 1
    }

    /// Queues bytes, to be followed by `send`.
    ///
    /// Nothing is queued for no bytes: an empty write would wait for a socket event.
    func write(_ buffer: ByteBuffer) {
        guard buffer.readableBytes > 0 else { return }
        self.output.filled()
        let promise = buffer.readableBytes == 1 ? self.emptiedPromise() : nil
        self.context?.write(self.wrapOutboundOut(buffer), promise: promise)
    }

    private func emptiedPromise() -> EventLoopPromise<Void> {
        let bound = NIOLoopBound(self, eventLoop: self.pool.shard.loop)
        return SocketOutput.promise(on: self.pool.shard.loop) { bound.value.channelEmptied() }
    }

    /// Sends what is queued and these bytes.
    func send(_ buffer: ByteBuffer) {
        var rest = buffer
        if self.output.send(&rest) { return }
        self.write(rest)
        self.context?.flush()
    }

    /// Stops reading while the client does not take what came.
    func holdReading() { self.isReadHeld = true }

    /// Reads on.
    func resumeReading() {
        guard self.isReadHeld else { return }
        self.isReadHeld = false
        self.context?.read()
    }

    /// Whether the peer has closed already, or sent bytes nobody asked for: one system call, for requests that must not
    /// be sent into the void.
    func isStale() -> Bool {
        guard let pipeline = self.context?.pipeline.syncOperations else { return false }
        let answer = try? pipeline.withUnsafeTransportIfAvailable(of: NIOBSDSocket.Handle.self) { socket -> Bool in
            var byte: UInt8 = 0
            let count = recv(socket, &byte, 1, CInt(MSG_PEEK) | CInt(MSG_DONTWAIT))
            return count >= 0 || (errno != EAGAIN && errno != EWOULDBLOCK)
        }
        return (answer ?? nil) ?? false
    }

    func close() {
        guard self.state == .open else { return }
        self.state = .closed
        self.output.close()
        self.pool.closed(self)
        self.context?.close(promise: nil)
    }

    // MARK: Channel events

    func handlerAdded(context: ChannelHandlerContext) { self.context = context }

    func handlerRemoved(context: ChannelHandlerContext) { self.context = nil }

    func channelActive(context: ChannelHandlerContext) {
        self.state = .open
        self.output.open(context)
        context.read()
        self.pool.connected(self)
    }

    func channelRead(context: ChannelHandlerContext, data: NIOAny) {
        var buffer = self.unwrapInboundIn(data)
        guard let owner = self.owner, self.state == .open else {
            // Nobody asked for these bytes: whatever they are, they must not be taken for the next answer.
            self.close()
            return
        }
        self.hasReceived = true
        if self.input.readableBytes == 0 { self.input = buffer } else { self.input.writeBuffer(&buffer) }
        owner.upstreamReceived(self)
    }

    func channelReadComplete(context: ChannelHandlerContext) {
        if !self.isReadHeld { context.read() }
    }

    func channelWritabilityChanged(context: ChannelHandlerContext) { self.channelEmptied() }

    /// Everything that waited in the channel is with the kernel, if it is writable again.
    private func channelEmptied() {
        guard !self.output.isEmpty, self.context?.channel.isWritable == true else { return }
        self.output.emptied()
        self.owner?.upstreamWritable(self)
    }

    func channelInactive(context: ChannelHandlerContext) {
        self.output.close()
        guard self.state == .open else { return }
        self.state = .closed
        self.pool.closed(self)
        if let owner = self.owner {
            self.owner = nil
            owner.upstreamClosed(self)
        }
    }

    func errorCaught(context: ChannelHandlerContext, error: any Error) {
        // A reset shows as an error first; `channelInactive` follows. It is no end that a body may have.
        self.hasFailed = true
        self.output.close()
        context.close(promise: nil)
    }
}

@available(*, unavailable)
extension UpstreamConnection: Sendable {}
