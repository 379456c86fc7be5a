import Glibc
import NIOCore
import NIOPosix

/// The public listener of one shard.
///
/// All shards listen on one port (SO_REUSEPORT); the kernel spreads connections.
enum Listener {
    /// Seconds after which unacknowledged data ends a connection (security.md section 3).
    private static let userTimeoutMilliseconds = 20_000

    static func bind(_ shard: Shard, host: String, port: Int) async throws -> any Channel {
        let userTimeout = ChannelOptions.Types.SocketOption.Value(Self.userTimeoutMilliseconds)
        return try await ServerBootstrap(group: shard.loop)
            .serverChannelOption(.backlog, value: 1_024)
            .serverChannelOption(.socketOption(.so_reuseaddr), value: 1)
            .serverChannelOption(.socketOption(.init(rawValue: SO_REUSEPORT)), value: 1)
            // Accepted sockets inherit these.
            .serverChannelOption(.socketOption(.so_rcvbuf), value: SocketBuffers.receiveBytes)
            .serverChannelOption(.tcpOption(.init(rawValue: TCP_USER_TIMEOUT)), value: userTimeout)
            .serverChannelOption(
                .tcpOption(.init(rawValue: SocketBuffers.notSentOption)),
                value: SocketBuffers.notSentBytes
            )
            .serverChannelOption(.maxMessagesPerRead, value: 256)
            .serverChannelInitializer { channel in
                channel.eventLoop.makeCompletedFuture {
                    try channel.pipeline.syncOperations.addHandler(ListenerHandler())
                }
            }
            .childChannelOption(.autoRead, value: false)
            .childChannelOption(.maxMessagesPerRead, value: 1)
            .childChannelOption(.writeBufferWaterMark, value: SocketBuffers.waterMark)
            .childChannelInitializer { channel in
                channel.eventLoop.makeCompletedFuture {
                    let handler = ExchangeHandler(shard: shard, peer: channel.remoteAddress)
                    try channel.pipeline.syncOperations.addHandler(handler)
                }
            }
            .bind(host: host, port: port)
            .get()
    }

    /// Stops new connections, takes in those that have been completed, and closes.
    ///
    /// Closing at once would reset connections that wait in the backlog, although their clients have been told that they
    /// are connected. So a socket filter first drops SYN segments (and only those), the loop accepts what is there, and
    /// then the listener closes; the SYNs that were dropped are sent again and refused.
    static func drain(_ channel: any Channel) async {
        Self.refuseNewConnections(channel)
        try? await Task.sleep(for: .milliseconds(50))
        // One more turn of the loop, so that whatever it has been told of is accepted.
        try? await channel.eventLoop.submit {}.get()
        try? await channel.close()
    }

    private static func refuseNewConnections(_ channel: any Channel) {
        channel.eventLoop.execute {
            // Where filters are not allowed the close that follows is the ordinary one.
            _ = try? channel.pipeline.syncOperations.withUnsafeTransportIfAvailable(of: NIOBSDSocket.Handle.self) {
                SynFilter.attach(to: $0)
            }
        }
    }
}
