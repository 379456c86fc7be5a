import Glibc
import NIOCore
import NIOPosix

/// Reads requests without pipelining and plays the script that the path names.
final class StubHandler: ChannelInboundHandler {
    typealias InboundIn = ByteBuffer
    typealias OutboundOut = ByteBuffer

    private static let answer = "HTTP/1.1 200 OK\r\nContent-Length: 2\r\nX-Request-Id: stub-1\r\n\r\nok"
    private let state: StubState
    private var received = ""
    private var served = 0

    init(state: StubState) {
        self.state = state
    }

    func channelRead(context: ChannelHandlerContext, data: NIOAny) {
        self.received += String(buffer: Self.unwrapInboundIn(data))
        guard let end = self.received.firstRange(of: "\r\n\r\n") else { return }
        let head = self.received[..<end.lowerBound]
        let length =
            head.split(separator: "\r\n").first { $0.hasPrefix("Content-Length: ") }
            .flatMap { Int($0.dropFirst("Content-Length: ".count)) } ?? 0
        guard self.received[end.upperBound...].utf8.count >= length else { return }
        let path = String(head.split(separator: " ")[1])
        let trace = head.split(separator: "\r\n").first { $0.hasPrefix("traceparent: ") }
        self.state.requestRead(trace: trace.map { String($0) })
        self.received = ""
        self.served += 1
        let time = self.state.answerTime(.now())
        let bound = NIOLoopBound((self, context), eventLoop: context.eventLoop)
        if time <= .now() {
            self.play(path, context)
        } else {
            context.eventLoop.scheduleTask(deadline: time) { bound.value.0.play(path, bound.value.1) }
        }
    }

    func errorCaught(context: ChannelHandlerContext, error: any Error) {
        context.close(promise: nil)
    }

    private func play(_ path: String, _ context: ChannelHandlerContext) {
        switch path {
        case "/ok": self.send(Self.answer, context)
        case "/echo-close":
            self.send("HTTP/1.1 200 OK\r\nConnection: close\r\nContent-Length: 2\r\n\r\nok", context, closes: true)
        case "/delay": self.later(.milliseconds(20), context) { $0.send(Self.answer, $1) }
        case "/interim":
            self.send("HTTP/1.1 103 Early Hints\r\nLink: </a>\r\n\r\nHTTP/1.1 100 Continue\r\n\r\n", context)
            self.send(Self.answer, context)
        case "/chunked": self.send("HTTP/1.1 200 OK\r\nTransfer-Encoding: chunked\r\n\r\n2\r\nok\r\n0\r\n\r\n", context)
        case "/until-close": self.send("HTTP/1.1 200 OK\r\n\r\nuntil the end", context, closes: true)
        case "/drip": self.drip(Array(Self.answer.utf8), context)
        case "/silent": break
        case "/stall": self.send("HTTP/1.1 200 OK\r\nContent-Length: 9\r\n\r\nabc", context)
        case "/early-close": self.send("HTTP/1.1 200 OK\r\nContent-Length: 9\r\n\r\nabc", context, closes: true)
        case "/close": context.close(promise: nil)
        case "/reset": self.reset(context)
        case "/garbage": self.send("I am not a web server\r\n\r\n", context)
        case "/bad-chunk": self.send("HTTP/1.1 200 OK\r\nTransfer-Encoding: chunked\r\n\r\nzz\r\n", context)
        case "/extra": self.send(Self.answer + "HTTP/1.1 200 OK\r\n", context)
        case "/head": self.send("HTTP/1.1 200 OK\r\nContent-Length: 5000\r\n\r\n", context)
        case "/stale":
            // Serves one request; the next one on the same connection is closed without an answer.
            if self.served == 1 { self.send(Self.answer, context) } else { context.close(promise: nil) }
        case "/every-fifth": self.playNumbered(context)
        default:
            self.send("HTTP/1.1 \(path.dropFirst()) X\r\nContent-Length: 0\r\nX-Request-Id: stub-2\r\n\r\n", context)
        }
    }

    /// Of each ten requests: one 503, one 429, one garbage, one early close; the others are answered.
    private func playNumbered(_ context: ChannelHandlerContext) {
        switch self.state.nextNumber() % 10 {
        case 1: self.play("/503", context)
        case 3: self.play("/429", context)
        case 5: self.play("/garbage", context)
        case 7: self.play("/early-close", context)
        default: self.play("/ok", context)
        }
    }

    private func send(_ text: String, _ context: ChannelHandlerContext, closes: Bool = false) {
        context.writeAndFlush(Self.wrapOutboundOut(ByteBuffer(string: text)), promise: nil)
        if closes { context.close(promise: nil) }
    }

    private func drip(_ bytes: [UInt8], _ context: ChannelHandlerContext) {
        guard let first = bytes.first else { return }
        context.writeAndFlush(Self.wrapOutboundOut(ByteBuffer(bytes: [first])), promise: nil)
        self.later(.microseconds(200), context) { $0.drip(Array(bytes.dropFirst()), $1) }
    }

    private func reset(_ context: ChannelHandlerContext) {
        guard let provider = context.channel as? any SocketOptionProvider else { return }
        // Done at once on the loop: closing with a linger time of zero sends a reset.
        _ = provider.setSoLinger(linger(l_onoff: 1, l_linger: 0))
        context.close(promise: nil)
    }

    private func later(
        _ amount: TimeAmount,
        _ context: ChannelHandlerContext,
        _ body: @escaping @Sendable (StubHandler, ChannelHandlerContext) -> Void
    ) {
        let bound = NIOLoopBound((self, context), eventLoop: context.eventLoop)
        context.eventLoop.scheduleTask(in: amount) { body(bound.value.0, bound.value.1) }
    }
}

@available(*, unavailable)
extension StubHandler: Sendable {}
