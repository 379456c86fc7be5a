import NIOCore
import NIOPosix

/// One active check of one target: `GET path` on a connection of its own; 2xx and 3xx are healthy.
struct HealthCheck: Sendable {
    let target: SharedTarget
    let plan: UpstreamPlan.Health
    let timeouts: UpstreamPlan.Timeouts

    /// Runs the check once.
    /// - Returns: Whether the target is healthy; every failure is "no", never an error.
    func run(on loop: any EventLoop) -> EventLoopFuture<Bool> {
        guard let address = self.target.address else { return loop.makeSucceededFuture(false) }
        let answer = loop.makePromise(of: Bool.self)
        let request =
            "GET \(self.plan.path) HTTP/1.1\r\nHost: \(self.target.health.address)\r\n"
            + "User-Agent: watchgate-health\r\nConnection: close\r\n\r\n"
        let connection = ClientBootstrap(group: loop)
            .connectTimeout(self.timeouts.connect)
            .channelInitializer { channel in
                channel.eventLoop.makeCompletedFuture {
                    try channel.pipeline.syncOperations.addHandler(HealthCheckHandler(request, answer))
                }
            }
            .connect(to: address)
        connection.whenFailure { _ in answer.succeed(false) }
        // Late results are thrown away: the promise takes the first.
        let deadline = loop.scheduleTask(in: self.timeouts.firstByte) { answer.succeed(false) }
        return answer.futureResult.always { _ in
            deadline.cancel()
            connection.whenSuccess { $0.close(promise: nil) }
        }
    }
}
