import GatewayCore
import NIOCore
import NIOPosix

/// A small HTTP server for `demo`: fast, slow or flaky.
enum SampleUpstream {
    /// How it behaves.
    enum Kind: String, CaseIterable, Sendable {
        /// Answers at once.
        case fast
        /// Takes 150 to 600 ms.
        case slow
        /// One answer in five is a 500, and now and then the connection is cut.
        case flaky
    }

    /// Listens on a free loopback port.
    /// - Returns: The channel and its port.
    static func start(_ kind: Kind, on group: any EventLoopGroup) async throws -> (channel: any Channel, port: Int) {
        let channel = try await ServerBootstrap(group: group)
            .serverChannelOption(.backlog, value: 128)
            .serverChannelOption(.socketOption(.so_reuseaddr), value: 1)
            .childChannelInitializer { channel in
                channel.eventLoop.makeCompletedFuture {
                    try channel.pipeline.syncOperations.addHandler(SampleUpstreamHandler(kind))
                }
            }
            .bind(host: "127.0.0.1", port: 0)
            .get()
        return (channel, channel.localAddress?.port ?? 0)
    }
}
