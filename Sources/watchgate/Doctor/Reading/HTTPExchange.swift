import NIOCore
import NIOPosix

/// One HTTP/1.1 request on a connection of its own, for commands.
struct HTTPExchange {
    /// Why there is no answer.
    enum Failure: Error, Equatable {
        /// Nobody accepts connections there.
        case unreachable
        case tooSlow
        /// It was cut, is no HTTP, or longer than ``HTTPExchange/byteLimit``.
        case malformed
    }

    /// The longest answer taken.
    static let byteLimit = 64 * 1_048_576

    let host: String
    let port: Int
    /// From the first byte of the connect to the last of the answer.
    var seconds: Int64 = 10

    func get(_ target: String, fields: [(String, String)] = []) async throws -> HTTPAnswer {
        try await self.run("GET", target, fields: fields, body: nil)
    }

    func post(_ target: String, fields: [(String, String)], body: String) async throws -> HTTPAnswer {
        try await self.run("POST", target, fields: fields, body: body)
    }

    /// Whether somebody accepts a connection.
    func canConnect() async -> Bool {
        let group = MultiThreadedEventLoopGroup(numberOfThreads: 1)
        let channel = try? await ClientBootstrap(group: group).connectTimeout(.seconds(self.seconds))
            .connect(host: self.host, port: self.port).get()
        try? await channel?.close()
        try? await group.shutdownGracefully()  // Nothing is left that could fail.
        return channel != nil
    }

    private func run(
        _ method: String,
        _ target: String,
        fields: [(String, String)],
        body: String?
    ) async throws -> HTTPAnswer {
        let group = MultiThreadedEventLoopGroup(numberOfThreads: 1)
        let result = await self.fetch(self.bytes(method, target, fields, body), on: group.next())
        try? await group.shutdownGracefully()  // Nothing is left that could fail.
        guard let answer = HTTPAnswer(try result.get()) else { throw Failure.malformed }
        return answer
    }

    private func bytes(_ method: String, _ target: String, _ fields: [(String, String)], _ body: String?) -> String {
        var text = "\(method) \(target) HTTP/1.1\r\nHost: \(self.host):\(self.port)\r\nConnection: close\r\n"
        for (name, value) in fields { text += "\(name): \(value)\r\n" }
        if let body { text += "Content-Length: \(body.utf8.count)\r\n" }
        return text + "\r\n" + (body ?? "")
    }

    private func fetch(_ request: String, on loop: any EventLoop) async -> Result<[UInt8], Failure> {
        let answer = loop.makePromise(of: Result<[UInt8], Failure>.self)
        ClientBootstrap(group: loop)
            .connectTimeout(.seconds(self.seconds))
            .channelInitializer { channel in
                channel.eventLoop.makeCompletedFuture {
                    try channel.pipeline.syncOperations.addHandler(Collector(request, answer))
                }
            }
            .connect(host: self.host, port: self.port)
            .whenFailure { _ in answer.succeed(.failure(.unreachable)) }
        let deadline = loop.scheduleTask(in: .seconds(self.seconds)) { answer.succeed(.failure(.tooSlow)) }
        let result = try? await answer.futureResult.get()  // It never fails.
        deadline.cancel()
        return result ?? .failure(.malformed)
    }

    /// Gathers an answer until the connection closes.
    private final class Collector: ChannelInboundHandler {
        typealias InboundIn = ByteBuffer
        typealias OutboundOut = ByteBuffer

        private let request: String
        private let answer: EventLoopPromise<Result<[UInt8], Failure>>
        private var bytes: [UInt8] = []

        init(_ request: String, _ answer: EventLoopPromise<Result<[UInt8], Failure>>) {
            self.request = request
            self.answer = answer
        }

        func channelActive(context: ChannelHandlerContext) {
            context.writeAndFlush(self.wrapOutboundOut(ByteBuffer(string: self.request)), promise: nil)
        }

        func channelRead(context: ChannelHandlerContext, data: NIOAny) {
            self.bytes += self.unwrapInboundIn(data).readableBytesView
            if self.bytes.count > HTTPExchange.byteLimit {
                self.answer.succeed(.failure(.malformed))
                context.close(promise: nil)
            }
        }

        func channelInactive(context: ChannelHandlerContext) { self.answer.succeed(.success(self.bytes)) }

        func errorCaught(context: ChannelHandlerContext, error: any Error) { context.close(promise: nil) }
    }
}
