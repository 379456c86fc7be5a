import NIOCore
import NIOPosix

/// A target whose misbehaviour is scripted by the request's path, on a loop of its own.
final class StubServer: Sendable {
    private let group: MultiThreadedEventLoopGroup
    private let channel: any Channel
    let state: StubState

    /// - Parameters:
    ///   - freeze: From and until when requests are held back.
    ///   - ratePerSecond: Answers at most so many requests a second.
    /// - Throws: When no port can be bound.
    init(freeze: (from: NIODeadline, until: NIODeadline)? = nil, ratePerSecond: Int? = nil) throws {
        let state = StubState(freeze: freeze, ratePerSecond: ratePerSecond)
        self.state = state
        self.group = MultiThreadedEventLoopGroup(numberOfThreads: 1)
        self.channel = try ServerBootstrap(group: self.group)
            .serverChannelOption(.backlog, value: 4_096)
            .serverChannelOption(.maxMessagesPerRead, value: 256)
            .serverChannelOption(.socketOption(.so_reuseaddr), value: 1)
            .childChannelOption(.tcpOption(.tcp_nodelay), value: 1)
            .childChannelInitializer { channel in
                channel.eventLoop.makeCompletedFuture {
                    try channel.pipeline.syncOperations.addHandler(StubHandler(state: state))
                }
            }
            .bind(host: "127.0.0.1", port: 0).wait()
    }

    /// The address of one behaviour.
    ///
    /// - Parameter path: Names the behaviour.
    /// - Returns: A URL for the command line.
    func url(_ path: String) -> String {
        "http://127.0.0.1:\(self.channel.localAddress?.port ?? 0)\(path)"
    }

    func stop() throws {
        try self.group.syncShutdownGracefully()
    }
}
