import NIOCore
import NIOPosix
import TLS
import TestKit

/// Puts TLS before a server on loopback: what it decrypts goes to that server, and back.
final class TLSRelay: Sendable {
    private final class Glue: ChannelInboundHandler, Sendable {
        typealias InboundIn = ByteBuffer

        private let peer: any Channel

        init(_ peer: any Channel) { self.peer = peer }

        func channelRead(context: ChannelHandlerContext, data: NIOAny) {
            self.peer.writeAndFlush(self.unwrapInboundIn(data), promise: nil)
        }

        func channelInactive(context: ChannelHandlerContext) { self.peer.close(promise: nil) }

        func errorCaught(context: ChannelHandlerContext, error: any Error) { context.close(promise: nil) }
    }

    private let group = MultiThreadedEventLoopGroup(numberOfThreads: 1)
    private let listener: any Channel

    /// - Parameters:
    ///   - port: Of the server behind it.
    ///   - pair: Its certificate and key.
    /// - Throws: When the files cannot be used, or there is no port.
    init(to port: UInt16, _ pair: TestCertificates.Pair) throws {
        let tls = try TLSContext.server(certificateFile: pair.certificate, keyFile: pair.key)
        self.listener = try ServerBootstrap(group: self.group).childChannelInitializer { channel in
            ClientBootstrap(group: channel.eventLoop).channelInitializer { server in
                server.eventLoop.makeCompletedFuture { try server.pipeline.syncOperations.addHandler(Glue(channel)) }
            }.connect(host: "127.0.0.1", port: Int(port)).flatMapThrowing { server in
                try channel.pipeline.syncOperations.addHandler(TLSHandler(tls))
                try channel.pipeline.syncOperations.addHandler(Glue(server))
            }
        }.bind(host: "127.0.0.1", port: 0).wait()
    }

    deinit { self.group.shutdownGracefully { _ in } }

    var port: Int { self.listener.localAddress?.port ?? 0 }
}
