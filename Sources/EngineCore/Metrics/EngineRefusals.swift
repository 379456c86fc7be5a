import Synchronization
import Telemetry

/// Commands that were refused before they reached a queue, by kind; counted by whatever thread submitted them.
final class EngineRefusals: Sendable {
    private let counts = Mutex<[EngineCommandLabel: UInt64]>([:])

    init(_ registry: MetricRegistry) {
        registry.onGather { [weak self] registry in
            for (kind, count) in self?.counts.withLock({ $0 }) ?? [:] {
                let aborted = LabelValue.closed(EngineResultLabel.aborted)
                registry.set(Families.gatewayEngineTransactions, .closed(kind), aborted, to: count)
            }
        }
    }

    func count(_ request: CommandRequest) {
        guard let kind = EngineCommandLabel(rawValue: request.command.kind) else { return }
        self.counts.withLock { $0[kind, default: 0] += 1 }
    }
}
