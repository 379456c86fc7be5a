import Foundation
import NIOCore
import NIOPosix

/// Asks `/health/ready` once.
struct ReadinessProbe {
    let host: String
    let port: Int

    /// - Returns: Nil when nobody answers within 3 s.
    func run() async -> (status: Int, body: String)? {
        let group = MultiThreadedEventLoopGroup(numberOfThreads: 1)
        let text = await self.fetch(on: group.next())
        try? await group.shutdownGracefully()
        guard let text, text.hasPrefix("HTTP/1.1 "), let status = Int(text.dropFirst(9).prefix(3)) else { return nil }
        let parts = text.split(separator: "\r\n\r\n", maxSplits: 1)
        let body = parts.count > 1 ? parts[1].trimmingCharacters(in: .whitespacesAndNewlines) : ""
        return (status, body)
    }

    private func fetch(on loop: any EventLoop) async -> String? {
        let answer = loop.makePromise(of: String?.self)
        let request = "GET /health/ready HTTP/1.1\r\nHost: \(self.host):\(self.port)\r\nConnection: close\r\n\r\n"
        ClientBootstrap(group: loop)
            .connectTimeout(.seconds(3))
            .channelInitializer { channel in
                channel.eventLoop.makeCompletedFuture {
                    try channel.pipeline.syncOperations.addHandler(Collector(request, answer))
                }
            }
            .connect(host: self.host, port: self.port)
            .whenFailure { _ in answer.succeed(nil) }
        let deadline = loop.scheduleTask(in: .seconds(3)) { answer.succeed(nil) }
        let text = try? await answer.futureResult.get()
        deadline.cancel()
        return text ?? nil
    }

    /// Gathers an answer until the connection closes.
    private final class Collector: ChannelInboundHandler {
        typealias InboundIn = ByteBuffer
        typealias OutboundOut = ByteBuffer

        private let request: String
        private let answer: EventLoopPromise<String?>
        private var text = ""

        init(_ request: String, _ answer: EventLoopPromise<String?>) {
            self.request = request
            self.answer = answer
        }

        func channelActive(context: ChannelHandlerContext) {
            context.writeAndFlush(self.wrapOutboundOut(ByteBuffer(string: self.request)), promise: nil)
        }

        func channelRead(context: ChannelHandlerContext, data: NIOAny) {
            self.text += String(buffer: self.unwrapInboundIn(data))
        }

        func channelInactive(context: ChannelHandlerContext) {
            self.answer.succeed(self.text.isEmpty ? nil : self.text)
        }

        func errorCaught(context: ChannelHandlerContext, error: any Error) { context.close(promise: nil) }
    }
}
