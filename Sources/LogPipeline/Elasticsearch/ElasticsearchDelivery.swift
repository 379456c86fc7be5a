package import Logging
import NIOCore
import NIOPosix
import TLS
package import Telemetry

/// Delivers what the spools hold to Elasticsearch: one thread that decides, one event loop that does the I/O.
///
/// Nothing is lost while the spools have room: whatever the store answers, a record stays in its spool until the store
/// has it or has refused it for good and the record lies in the dead-letter file.
package final class ElasticsearchDelivery: @unchecked Sendable {  // the monitor guards the variables
    private enum Phase: Equatable { case running, stopping(deadline: UInt64), ended }

    private let monitor = Monitor()
    private let condition: MonitorCondition
    private let group = MultiThreadedEventLoopGroup(numberOfThreads: 1)
    private var phase = Phase.ended
    private var state = SinkStateLabel.ok

    package init() { self.condition = MonitorCondition(self.monitor) }

    /// Of the worst stream.
    package var sinkState: SinkStateLabel { self.monitor.withLock { self.state } }

    /// Starts delivering.
    ///
    /// - Parameters:
    ///   - settings: Where to and how.
    ///   - sources: The spools, one for each stream.
    ///   - writer: For the sink's thread alone.
    ///   - userAgent: `watchgate/VERSION`.
    ///   - canary: Nil: none is written.
    ///   - report: Writes an app record.
    /// - Throws: `threadNotStarted`, `certificatesNotRead`.
    package func start(
        _ settings: ElasticsearchSettings,
        sources: [any BulkSource],
        writer: MetricWriter,
        userAgent: String,
        canary: CanaryTerms? = nil,
        report: @escaping @Sendable (Logger.Level, String, [(key: String, value: String)]) -> Void
    ) throws(LogPipelineError) {
        var tls: TLSContext?
        if settings.endpoint.isSecure {
            do throws(TLSError) {
                tls = try TLSContext.client(caFile: settings.caFile)
            } catch {
                throw LogPipelineError(code: .certificatesNotRead, subject: error.detail)
            }
        }
        self.monitor.withLock { self.phase = .running }
        try SystemThread.start("wg-log-elastic") { [tls] in
            let metrics = DeliveryMetrics(writer, sink: .elasticsearch)
            let access = StoreAccess(settings, metrics: metrics, report: report)
            func client() -> OutboundClient {
                OutboundClient(endpoint: settings.endpoint, userAgent: userAgent, loop: self.group.next(), tls: tls)
            }
            let lanes = sources.map { BulkLane($0, access, client(), wakes: self.monitor, self.condition) }
            let canary = canary.map {
                CanaryLane($0, access, client(), writer, wakes: self.monitor, self.condition)
            }
            self.run(lanes, canary)
        }
    }

    /// Sends what waits, as far as that goes without trouble, and ends; the rest stays in the spools.
    ///
    /// Blocks the calling thread until the end, at most until the deadline and a little.
    package func stop(by deadline: UInt64) {
        self.monitor.withLock {
            guard self.phase == .running else { return }
            self.phase = .stopping(deadline: deadline)
            self.condition.signal()
            let end = deadline + 1_000_000_000
            while self.phase != .ended, SystemClock.monotonic < end { self.condition.wait(until: end) }
        }
        self.group.shutdownGracefully { _ in }
    }

    // MARK: On the thread

    private func run(_ lanes: [BulkLane], _ canary: CanaryLane?) {
        var deadline: UInt64?
        while true {
            var wakeAt = deadline
            for lane in lanes {
                if let at = lane.step(hurries: deadline != nil) { wakeAt = min(wakeAt ?? at, at) }
            }
            // At the end nobody waits for a canary.
            if deadline == nil, let at = canary?.step() { wakeAt = min(wakeAt ?? at, at) }
            let now = SystemClock.monotonic
            if let deadline, now >= deadline || lanes.allSatisfy({ $0.isIdle || $0.state != .ok }) { break }
            deadline = self.wait(lanes, canary, until: wakeAt, isStopping: deadline != nil)
        }
        for lane in lanes { lane.finish() }
        canary?.finish()
        self.monitor.withLock {
            self.phase = .ended
            self.condition.signal()
        }
    }

    /// - Returns: The deadline, once the thread is to end.
    private func wait(
        _ lanes: [BulkLane],
        _ canary: CanaryLane?,
        until wakeAt: UInt64?,
        isStopping: Bool
    ) -> UInt64? {
        self.monitor.withLock {
            self.state = Self.worst(lanes.map(\.state))
            while true {
                if case .stopping(let deadline) = self.phase {
                    if !isStopping || lanes.contains(where: \.hasNews) { return deadline }
                    if SystemClock.monotonic >= min(wakeAt ?? deadline, deadline) { return deadline }
                    self.condition.wait(until: min(wakeAt ?? deadline, deadline))
                    continue
                }
                if lanes.contains(where: \.hasNews) || canary?.hasNews == true { return nil }
                if let wakeAt, SystemClock.monotonic >= wakeAt { return nil }
                self.condition.wait(until: wakeAt)
            }
        }
    }

    private static func worst(_ states: [SinkStateLabel]) -> SinkStateLabel {
        let order: [SinkStateLabel] = [.misconfigured, .authFailed, .retrying]
        return order.first { states.contains($0) } ?? .ok
    }
}
