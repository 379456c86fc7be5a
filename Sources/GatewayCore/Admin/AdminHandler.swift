import NIOCore
import Synchronization
import Telemetry

/// One connection of the admin listener.
///
/// The same strict codec as in public; one request at a time.
final class AdminHandler: ChannelInboundHandler {
    typealias InboundIn = ByteBuffer
    typealias OutboundOut = ByteBuffer

    private static let headSeconds: Int64 = 10
    private static let idleSeconds: Int64 = 75
    /// Input that may wait behind the answer being made.
    private static let inputLimit = 65_536

    private let server: AdminServer
    private var decoder = RequestDecoder(limits: MessageLimits())
    private var input = ByteBuffer()
    /// A scrape is being gathered.
    private var isAnswering = false
    /// What of an answer waits until what was sent before is with the kernel.
    private var unsent: ArraySlice<ByteBuffer> = []
    /// A flush can call back: what is being sent is not sent twice.
    private var isSending = false
    /// No more input is answered; after the answer in work our side is closed.
    private var isClosing = false
    private var isFinished = false
    private var timeout: Scheduled<Void>?

    init(_ server: AdminServer) { self.server = server }

    func channelActive(context: ChannelHandlerContext) {
        let count = self.server.connectionCount.wrappingAdd(1, ordering: .relaxed).newValue
        guard count <= AdminServer.connectionLimit else {
            context.close(promise: nil)
            return
        }
        self.startTimeout(context, Self.headSeconds)
        context.read()
    }

    func channelInactive(context: ChannelHandlerContext) {
        self.server.connectionCount.wrappingSubtract(1, ordering: .relaxed)
        self.timeout?.cancel()
    }

    func channelRead(context: ChannelHandlerContext, data: NIOAny) {
        // What comes after our side is closed is thrown away.
        guard !self.isClosing else { return }
        var buffer = self.unwrapInboundIn(data)
        self.input.writeBuffer(&buffer)
        self.advance(context)
    }

    func channelReadComplete(context: ChannelHandlerContext) { self.readOn(context) }

    func channelWritabilityChanged(context: ChannelHandlerContext) {
        if !context.channel.isWritable {
            // Whoever does not take the answer is closed.
            self.startTimeout(context, Self.headSeconds)
        } else if !self.isSending {
            self.sendChunks(context)
            self.advance(context)
            self.readOn(context)
        }
    }

    func errorCaught(context: ChannelHandlerContext, error: any Error) { context.close(promise: nil) }

    /// Reads only what can be answered soon: a client that does not read its answers is not read either.
    private func readOn(_ context: ChannelHandlerContext) {
        if self.isClosing || (context.channel.isWritable && self.input.readableBytes < Self.inputLimit) {
            context.read()
        }
    }

    private func advance(_ context: ChannelHandlerContext) {
        while !self.isAnswering, self.unsent.isEmpty, !self.isClosing, context.channel.isWritable {
            switch self.decoder.decodeHead(&self.input) {
            case .needMore: return
            case .failed(let error):
                self.isClosing = true
                self.send(
                    AdminResponse.problem(error.code.status, error.code.detail.description),
                    isHead: false,
                    context
                )
            case .complete: self.answer(context)
            }
        }
    }

    private func answer(_ context: ChannelHandlerContext) {
        let request = AdminRequest(self.decoder.head)
        // A body is nothing that this listener takes; without reading it the connection cannot go on.
        if self.decoder.head.framing != .none || !request.keepsAlive { self.isClosing = true }
        switch AdminEndpoint.route(request) {
        case .answer(let response): self.send(response, isHead: request.isHead, context)
        case .live: self.send(.live, isHead: request.isHead, context)
        case .ready: self.send(.ready(self.server.health.state), isHead: request.isHead, context)
        case .metrics(let names): self.sendMetrics(request, names, context)
        }
    }

    private func sendMetrics(_ request: AdminRequest, _ names: Set<String>, _ context: ChannelHandlerContext) {
        let (format, contentType) = ExpositionFormat.negotiate(accept: request.accept)
        let coding = ContentCoding.negotiate(acceptEncoding: request.acceptEncoding)
        let key = ScrapeKey(format: format, coding: coding, names: names)
        self.isAnswering = true
        let bound = NIOLoopBound((self, context), eventLoop: context.eventLoop)
        self.server.scrape(key, contentType: contentType).whenSuccess { response in
            let (handler, context) = bound.value
            handler.isAnswering = false
            handler.send(response, isHead: request.isHead, context)
            handler.advance(context)
            handler.readOn(context)
        }
    }

    private func send(_ response: AdminResponse, isHead: Bool, _ context: ChannelHandlerContext) {
        guard context.channel.isActive else { return }
        self.isSending = true
        context.write(self.wrapOutboundOut(response.head(closes: self.isClosing)), promise: nil)
        self.unsent = isHead ? [] : response.body[...]
        if let first = self.unsent.popFirst() { context.write(self.wrapOutboundOut(first), promise: nil) }
        context.flush()
        self.isSending = false
        self.sendChunks(context)
    }

    /// Sends the rest of an answer, each chunk when the one before is with the kernel.
    private func sendChunks(_ context: ChannelHandlerContext) {
        self.isSending = true
        while context.channel.isWritable, let chunk = self.unsent.popFirst() {
            context.writeAndFlush(self.wrapOutboundOut(chunk), promise: nil)
        }
        self.isSending = false
        guard !self.isAnswering, self.unsent.isEmpty, context.channel.isWritable, !self.isFinished else { return }
        self.startTimeout(context, self.isClosing ? 1 : Self.idleSeconds)
        guard self.isClosing else { return }
        self.isFinished = true
        context.close(mode: .output, promise: nil)
    }

    private func startTimeout(_ context: ChannelHandlerContext, _ seconds: Int64) {
        self.timeout?.cancel()
        let bound = NIOLoopBound(context, eventLoop: context.eventLoop)
        self.timeout = context.eventLoop.scheduleTask(in: .seconds(seconds)) { bound.value.close(promise: nil) }
    }
}

@available(*, unavailable)
extension AdminHandler: Sendable {}
