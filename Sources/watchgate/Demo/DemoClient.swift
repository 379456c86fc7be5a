import GatewayCore
import NIOCore
import NIOPosix

/// The demo's generator: requests at a steady rate over one connection that is opened anew when it is lost.
final class DemoClient: Sendable {
    private let loop: any EventLoop
    private let port: Int

    init(loop: any EventLoop, port: Int) {
        self.loop = loop
        self.port = port
    }

    /// Sends until the task is cancelled.
    /// - Parameter rate: Requests per second; 0 sends nothing.
    func run(rate: Int) async {
        guard rate > 0 else { return }
        var traffic = DemoTraffic()
        let clock = ContinuousClock()
        var next = clock.now
        while !Task.isCancelled {
            next += .nanoseconds(1_000_000_000 / rate)
            // One request per connection in flight; a slow answer must not hold up the others.
            self.send(traffic.request())
            try? await clock.sleep(until: next)
        }
    }

    private func send(_ request: DemoTraffic.Request) {
        let body = request.method == "POST" ? "{\"product\":7,\"quantity\":1}" : ""
        var text = "\(request.method) \(request.path) HTTP/1.1\r\nHost: 127.0.0.1:\(self.port)\r\n"
        text += "User-Agent: watchgate-demo/1\r\nConnection: close\r\n"
        if !body.isEmpty { text += "Content-Type: application/json\r\nContent-Length: \(body.utf8.count)\r\n" }
        let bytes = ByteBuffer(string: text + "\r\n" + body)
        ClientBootstrap(group: self.loop)
            .connectTimeout(.seconds(2))
            .channelInitializer { channel in
                channel.eventLoop.makeCompletedFuture {
                    try channel.pipeline.syncOperations.addHandler(DemoClientHandler(bytes))
                }
            }
            .connect(host: "127.0.0.1", port: self.port)
            .whenFailure { _ in }  // The gateway is draining; the next request is not sent.
    }
}

/// Sends one request and reads until the gateway closes.
private final class DemoClientHandler: ChannelInboundHandler {
    typealias InboundIn = ByteBuffer
    typealias OutboundOut = ByteBuffer

    private let request: ByteBuffer

    init(_ request: ByteBuffer) { self.request = request }

    func channelActive(context: ChannelHandlerContext) {
        context.writeAndFlush(self.wrapOutboundOut(self.request), promise: nil)
        let bound = NIOLoopBound(context, eventLoop: context.eventLoop)
        context.eventLoop.scheduleTask(in: .seconds(20)) { bound.value.close(promise: nil) }
    }

    func channelRead(context: ChannelHandlerContext, data: NIOAny) {}

    func errorCaught(context: ChannelHandlerContext, error: any Error) { context.close(promise: nil) }
}
