import NIOCore
import NIOPosix
import Synchronization
package import Telemetry

/// The admin listener: `/metrics`, `/health/live`, `/health/ready`, on a loop of its own; rendering on a thread of its
/// own, so that neither a scrape nor a check is felt by a request.
package final class AdminServer: Sendable {
    /// Scrapes that may wait; one more gets 503.
    static let scrapeLimit = 8
    /// Connections of the admin listener; one more is closed.
    static let connectionLimit = 128

    private let group = MultiThreadedEventLoopGroup(numberOfThreads: 1)
    private let scrapes = NIOThreadPool(numberOfThreads: 1)
    let registry: MetricRegistry
    let health: HealthState
    private let pendingScrapes = Atomic<Int>(0)
    let connectionCount = Atomic<Int>(0)
    private let channel = Mutex<(any Channel)?>(nil)
    private let writer: MetricWriter

    package init(registry: MetricRegistry, health: HealthState) {
        self.registry = registry
        self.health = health
        self.writer = registry.makeWriter()
    }

    /// - Returns: The port.
    /// - Throws: When the address cannot be bound.
    package func start(_ plan: AdminPlan) async throws -> Int {
        self.scrapes.start()
        let channel = try await ServerBootstrap(group: self.group)
            .serverChannelOption(.backlog, value: 128)
            .serverChannelOption(.socketOption(.so_reuseaddr), value: 1)
            .childChannelOption(.autoRead, value: false)
            .childChannelOption(.maxMessagesPerRead, value: 1)
            .childChannelOption(.socketOption(.so_rcvbuf), value: SocketBuffers.receiveBytes)
            .childChannelOption(.writeBufferWaterMark, value: SocketBuffers.waterMark)
            .childChannelInitializer { channel in
                channel.eventLoop.makeCompletedFuture {
                    try channel.pipeline.syncOperations.addHandler(AdminHandler(self))
                }
            }
            .bind(host: plan.host, port: plan.port)
            .get()
        self.channel.withLock { $0 = channel }
        return channel.localAddress?.port ?? plan.port
    }

    /// Closes the listener and its connections.
    package func stop() async {
        try? await self.channel.withLock { $0 }?.close()
        try? await self.scrapes.shutdownGracefully()
        try? await self.group.shutdownGracefully()
    }

    /// Renders the metrics off the loop.
    /// - Returns: Nil when too many scrapes wait already.
    func scrape(_ format: ExpositionFormat, names: Set<String>, on loop: any EventLoop) -> EventLoopFuture<[UInt8]>? {
        let pending = self.pendingScrapes.wrappingAdd(1, ordering: .relaxed).newValue
        guard pending <= Self.scrapeLimit else {
            self.pendingScrapes.wrappingSubtract(1, ordering: .relaxed)
            self.writer.counter(Families.metricsScrapes, .closed(format.label), .closed(ScrapeCodeLabel.unavailable))
                .add()
            return nil
        }
        // The admin loop is the only one that counts scrapes.
        self.writer.counter(Families.metricsScrapes, .closed(format.label), .closed(ScrapeCodeLabel.ok)).add()
        let bytes = self.scrapes.runIfActive(eventLoop: loop) { self.registry.render(format, names: names) }
        return bytes.always { _ in self.pendingScrapes.wrappingSubtract(1, ordering: .relaxed) }
    }
}
