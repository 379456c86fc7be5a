import Synchronization

/// Scrapes a gateway again and again, as long as it lives, for the imbalance of its ledger.
final class LedgerWatch: Sendable {
    private let gateway: GatewayProcess
    private let isStopped = Atomic<Bool>(false)

    init(_ gateway: GatewayProcess) { self.gateway = gateway }

    func stop() { self.isStopped.store(true, ordering: .relaxed) }

    /// - Returns: What every scrape that was answered showed.
    func run() -> [Double] {
        var seen: [Double] = []
        while !self.isStopped.load(ordering: .relaxed) {
            // One that is killed meanwhile answers nothing.
            guard let exposition = try? self.gateway.scrape() else { break }
            seen.append(exposition.sum("log_pipeline_ledger_imbalance_events"))
        }
        return seen
    }
}
