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
    private var isAnswering = false
    private var isClosing = false
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
        } else if !self.isAnswering {
            self.startTimeout(context, Self.idleSeconds)
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
        while !self.isAnswering, !self.isClosing, context.channel.isWritable {
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
        guard let bytes = self.server.scrape(format, names: names, on: context.eventLoop) else {
            self.send(.busy, isHead: request.isHead, context)
            return
        }
        self.isAnswering = true
        let bound = NIOLoopBound((self, context), eventLoop: context.eventLoop)
        bytes.whenComplete { result in
            let (handler, context) = bound.value
            handler.isAnswering = false
            let response = (try? result.get()).map {
                AdminResponse(status: 200, contentType: contentType, body: ByteBuffer(bytes: $0))
            }
            handler.send(response ?? .busy, isHead: request.isHead, context)
            handler.advance(context)
            handler.readOn(context)
        }
    }

    private func send(_ response: AdminResponse, isHead: Bool, _ context: ChannelHandlerContext) {
        guard context.channel.isActive else { return }
        context.write(self.wrapOutboundOut(response.head(closes: self.isClosing)), promise: nil)
        if !isHead, response.body.readableBytes > 0 {
            context.write(self.wrapOutboundOut(response.body), promise: nil)
        }
        context.flush()
        guard self.isClosing else { return }
        self.startTimeout(context, 1)
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
