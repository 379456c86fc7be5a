import GatewayCore
import NIOCore

/// One connection of a sample upstream.
final class SampleUpstreamHandler: ChannelInboundHandler {
    typealias InboundIn = ByteBuffer
    typealias OutboundOut = ByteBuffer

    private let kind: SampleUpstream.Kind
    private var decoder = RequestDecoder(limits: MessageLimits())
    private var input = ByteBuffer()
    private var isInBody = false
    private var isWaiting = false

    init(_ kind: SampleUpstream.Kind) { self.kind = kind }

    func channelRead(context: ChannelHandlerContext, data: NIOAny) {
        var buffer = self.unwrapInboundIn(data)
        self.input.writeBuffer(&buffer)
        self.advance(context)
    }

    func errorCaught(context: ChannelHandlerContext, error: any Error) { context.close(promise: nil) }

    private func advance(_ context: ChannelHandlerContext) {
        while !self.isWaiting {
            if !self.isInBody {
                guard case .complete = self.decoder.decodeHead(&self.input) else { return }
                guard self.decoder.startBody(limit: 16_777_216) == nil else {
                    context.close(promise: nil)
                    return
                }
                self.isInBody = true
            }
            loop: while true {
                switch self.decoder.decodeBody(&self.input) {
                case .needMore: return
                case .data: continue
                case .end: break loop
                case .failed:
                    context.close(promise: nil)
                    return
                }
            }
            self.isInBody = false
            self.answer(context)
        }
    }

    private func answer(_ context: ChannelHandlerContext) {
        let path = self.decoder.head.withPath { String(decoding: $0, as: UTF8.self) }
        switch self.kind {
        case .fast: self.send(200, path, context)
        case .slow: self.send(200, path, context, after: .milliseconds(Int64.random(in: 150...600)))
        case .flaky:
            switch Int.random(in: 0..<25) {
            case 0: context.close(promise: nil)
            case 1...5: self.send(500, path, context)
            default: self.send(200, path, context)
            }
        }
    }

    private func send(_ status: Int, _ path: String, _ context: ChannelHandlerContext, after delay: TimeAmount) {
        self.isWaiting = true
        let bound = NIOLoopBound((self, context), eventLoop: context.eventLoop)
        context.eventLoop.scheduleTask(in: delay) {
            let (handler, context) = bound.value
            handler.isWaiting = false
            handler.send(status, path, context)
            handler.advance(context)
        }
    }

    private func send(_ status: Int, _ path: String, _ context: ChannelHandlerContext) {
        let isHealth = path == "/health"
        let code = isHealth ? 200 : status
        let body = isHealth ? "{\"status\":\"ok\"}\n" : "{\"upstream\":\"\(self.kind.rawValue)\",\"status\":\(code)}\n"
        let reason = code == 200 ? "OK" : "Internal Server Error"
        let head =
            "HTTP/1.1 \(code) \(reason)\r\nContent-Type: application/json\r\nContent-Length: \(body.utf8.count)\r\n\r\n"
        let isHead = self.decoder.head.method == .head
        context.writeAndFlush(self.wrapOutboundOut(ByteBuffer(string: isHead ? head : head + body)), promise: nil)
    }
}

@available(*, unavailable)
extension SampleUpstreamHandler: Sendable {}
