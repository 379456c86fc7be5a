import Telemetry

/// The handles of one kind of command, in one writer's pages.
struct CommandCounters {
    private let results: [Counter]
    let duration: Histogram

    init(_ kind: EngineCommandLabel, _ writer: MetricWriter) {
        self.results = EngineResultLabel.allCases.map {
            writer.counter(Families.gatewayEngineTransactions, .closed(kind), .closed($0))
        }
        self.duration = writer.histogram(Families.gatewayEngineTransactionDuration, .closed(kind))
    }

    func count(_ result: EngineResultLabel) {
        switch result {
        case .committed: self.results[0].add()
        case .rejected: self.results[1].add()
        case .conflict: self.results[2].add()
        case .aborted: self.results[3].add()
        }
    }
}
