import NIOCore

/// Sends the request of a health check and reads the status of its answer.
final class HealthCheckHandler: ChannelInboundHandler {
    typealias InboundIn = ByteBuffer
    typealias OutboundOut = ByteBuffer

    private let request: String
    private let answer: EventLoopPromise<Bool>
    private var decoder = ResponseDecoder(limits: MessageLimits())
    private var input = ByteBuffer()

    init(_ request: String, _ answer: EventLoopPromise<Bool>) {
        self.request = request
        self.answer = answer
        self.decoder.reset(requestMethod: .get)
    }

    func channelActive(context: ChannelHandlerContext) {
        context.writeAndFlush(self.wrapOutboundOut(ByteBuffer(string: self.request)), promise: nil)
    }

    func channelRead(context: ChannelHandlerContext, data: NIOAny) {
        var buffer = self.unwrapInboundIn(data)
        self.input.writeBuffer(&buffer)
        while true {
            switch self.decoder.decodeHead(&self.input) {
            case .needMore: return
            case .interim: continue
            case .failed: self.answer.succeed(false)
            case .complete: self.answer.succeed((200..<400).contains(self.decoder.head.status))
            }
            context.close(promise: nil)
            return
        }
    }

    func channelInactive(context: ChannelHandlerContext) { self.answer.succeed(false) }

    func errorCaught(context: ChannelHandlerContext, error: any Error) {
        self.answer.succeed(false)
        context.close(promise: nil)
    }
}

@available(*, unavailable)
extension HealthCheckHandler: Sendable {}
