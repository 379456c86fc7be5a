import Synchronization
import Telemetry

/// The gauges of a sequencer; they outlive it, so that a scrape after the end shows how it ended.
final class EngineGauges: Sendable {
    private let snapshot = Mutex(EngineSnapshot())

    func update(_ body: (inout EngineSnapshot) -> Void) { self.snapshot.withLock { body(&$0) } }

    func export(to registry: MetricRegistry) {
        let snapshot = self.snapshot.withLock { $0 }
        registry.set(Families.gatewayEngineTransactionsInFlight, to: Double(snapshot.inFlight))
        if let time = snapshot.lastCommit {
            registry.set(Families.gatewayEngineLastCommitTimestamp, to: Double(time) / 1e6)
        }
        if let batch = snapshot.chainBatch { registry.set(Families.gatewayEngineChainBatch, to: Double(batch)) }
        for (place, balance) in snapshot.balances {
            guard let kind = EngineAccountLabel(rawValue: place.kind.name) else { continue }
            registry.set(
                Families.gatewayEngineLedgerBalanceMinor,
                .index(Int(place.ledgerID)),
                .closed(kind),
                to: Double(balance)
            )
        }
    }
}
