import Telemetry

/// Decisions and cost of the rate limits of one shard; the handles of a policy are made when it is first asked.
final class RateLimitMetrics {
    private struct Handles {
        let policy: ConfiguredLabel
        let allow: Counter
        let deny: Counter
        let shadowDeny: Counter
        let duration: Histogram
    }

    private let writer: MetricWriter
    /// A handful of policies: searching is faster than hashing.
    private var handles: [Handles] = []

    init(_ writer: MetricWriter) { self.writer = writer }

    /// Counts a decision and how long it took, nanoseconds.
    func count(_ policy: ConfiguredLabel, _ decision: RateLimitDecisionLabel, _ duration: UInt64) {
        let index = self.handles.firstIndex { $0.policy == policy } ?? self.add(policy)
        switch decision {
        case .deny: self.handles[index].deny.add()
        case .shadowDeny: self.handles[index].shadowDeny.add()
        default: self.handles[index].allow.add()
        }
        self.handles[index].duration.record(duration)
    }

    /// Forgets the handles of policies that are not among these.
    func keep(_ policies: [ConfiguredLabel]) {
        if self.handles.contains(where: { !policies.contains($0.policy) }) {
            self.handles.removeAll { !policies.contains($0.policy) }
        }
    }

    private func add(_ policy: ConfiguredLabel) -> Int {
        let name = LabelValue.configured(policy)
        let family = Families.gatewayRatelimitDecisions
        self.handles.append(
            Handles(
                policy: policy,
                allow: self.writer.counter(family, name, .closed(RateLimitDecisionLabel.allow)),
                deny: self.writer.counter(family, name, .closed(RateLimitDecisionLabel.deny)),
                shadowDeny: self.writer.counter(family, name, .closed(RateLimitDecisionLabel.shadowDeny)),
                duration: self.writer.histogram(
                    Families.gatewayRatelimitCheckDuration,
                    name,
                    .closed(RateLimitBackendLabel.local)
                )
            )
        )
        return self.handles.count - 1
    }
}
