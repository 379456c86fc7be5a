import Telemetry

/// The handles of one kind of command, in one writer's pages.
struct CommandCounters {
    private let results: [Counter]
    private let kind: EngineCommandLabel
    /// Made with the first value: a histogram of a kind that never comes would be 20 lines of nothing.
    private var duration: Histogram?

    init(_ kind: EngineCommandLabel, _ writer: MetricWriter) {
        self.results = EngineResultLabel.allCases.map {
            writer.counter(Families.gatewayEngineTransactions, .closed(kind), .closed($0))
        }
        self.kind = kind
    }

    mutating func record(_ nanoseconds: UInt64, _ writer: MetricWriter) {
        let duration =
            self.duration ?? writer.histogram(Families.gatewayEngineTransactionDuration, .closed(self.kind))
        self.duration = duration
        duration.record(nanoseconds)
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
