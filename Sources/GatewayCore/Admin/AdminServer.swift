import NIOCore
import NIOPosix
import Synchronization
package import Telemetry

/// The admin listener: `/metrics`, `/health/live`, `/health/ready`, on a loop of its own; rendering on a thread of its
/// own, so that neither a scrape nor a check is felt by a request.
package final class AdminServer: Sendable {
    /// Connections of the admin listener; one more is closed.
    static let connectionLimit = 128
    private static let gatherSeconds: Int64 = 10

    private let group = MultiThreadedEventLoopGroup(numberOfThreads: 1)
    private let thread = NIOThreadPool(numberOfThreads: 1)
    private let desk: ScrapeDesk
    let health: HealthState
    let connectionCount = Atomic<Int>(0)
    private let channel = Mutex<(any Channel)?>(nil)
    private let writer: MetricWriter

    package init(registry: MetricRegistry, health: HealthState) {
        self.health = health
        self.writer = registry.makeWriter()
        registry.precreate(Families.metricsScrapes)
        registry.precreate(Families.metricsScrapesCoalesced)
        let (loop, thread) = (self.group.next(), self.thread)
        self.desk = ScrapeDesk(loop: loop, limit: .seconds(Self.gatherSeconds)) { key in
            thread.runIfActive(eventLoop: loop) { try ScrapeBody(registry, key) }
        }
    }

    /// - Returns: The port.
    /// - Throws: When the address cannot be bound.
    package func start(_ plan: AdminPlan) async throws -> Int {
        self.thread.start()
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
        try? await self.thread.shutdownGracefully()
        try? await self.group.shutdownGracefully()
    }

    /// Renders the metrics off the loop, or takes part in a scrape like this one; counts the answer.
    ///
    /// - Important: On the admin loop, the only one that counts scrapes.
    /// - Returns: A body, or the answer that says why there is none.
    func scrape(_ key: ScrapeKey, contentType: String) -> EventLoopFuture<AdminResponse> {
        guard let scrape = self.desk.scrape(key) else {
            self.count(key.format, .unavailable)
            return self.group.next().makeSucceededFuture(.busy)
        }
        if scrape.isShared { self.writer.counter(Families.metricsScrapesCoalesced).add() }
        return scrape.body.map { body in
            self.count(key.format, .ok)
            return AdminResponse.metrics(body, contentType, key.coding)
        }.recover { error in
            self.count(key.format, .unavailable)
            return error as? ScrapeError == .tooSlow ? .slow : .busy
        }
    }

    private func count(_ format: ExpositionFormat, _ code: ScrapeCodeLabel) {
        self.writer.counter(Families.metricsScrapes, .closed(format.label), .closed(code)).add()
    }
}
