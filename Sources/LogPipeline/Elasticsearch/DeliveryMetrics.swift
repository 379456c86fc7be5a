import Telemetry

/// The counters of bulk delivery: of the sink's thread alone.
struct DeliveryMetrics {
    private let requests: [RequestCodeLabel: Counter]
    private let retries: [RetryLabel: Counter]
    private let deadLettered: [DeadLetterLabel: Counter]
    private let failureStore: Counter
    private let duration: Histogram

    init(_ writer: MetricWriter, sink: SinkLabel) {
        let label = LabelValue.closed(sink)
        func all<Label: ClosedLabel>(_ family: CounterFamily, _ type: Label.Type) -> [Label: Counter] {
            Dictionary(uniqueKeysWithValues: Label.allCases.map { ($0, writer.counter(family, label, .closed($0))) })
        }
        self.requests = all(Families.logPipelineRequests, RequestCodeLabel.self)
        self.retries = all(Families.logPipelineRetries, RetryLabel.self)
        self.deadLettered = all(Families.logPipelineEventsDeadLettered, DeadLetterLabel.self)
        self.failureStore = writer.counter(Families.logPipelineEventsFailureStore, label)
        self.duration = writer.histogram(Families.logPipelineRequestDuration, label)
    }

    func requestEnded(status: Int?, nanoseconds: UInt64) {
        self.requests[RequestCodeLabel(status)]?.add()
        self.duration.record(nanoseconds)
    }

    func effect(_ effect: BulkDelivery.Effect) {
        if let retry = effect.retry { self.retries[retry]?.add() }
        if effect.failureStore > 0 { self.failureStore.add(UInt64(effect.failureStore)) }
    }

    func lettersKept(_ letters: [DeadLetter]) { for letter in letters { self.deadLettered[letter.reason]?.add() } }
}
