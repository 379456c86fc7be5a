import Logging
import NIOCore
import Telemetry

/// Carries out what ``CanaryWatch`` decides, over a connection of its own: delivery waits for none of it.
///
/// Used by the sink's thread alone.
final class CanaryLane {
    private typealias Arrival = (result: Result<OutboundResponse, OutboundError>, at: UInt64)

    private let terms: CanaryTerms
    private let access: StoreAccess
    private let client: OutboundClient
    private let mailbox: Mailbox<Arrival>
    private let counters: [CanaryLabel: Counter]
    private var watch: CanaryWatch
    /// The id that is looked up now.
    private var sought: String?
    private var lastResult = CanaryLabel.found
    private var lastCause = ""

    init(
        _ terms: CanaryTerms,
        _ access: StoreAccess,
        _ client: OutboundClient,
        _ writer: MetricWriter,
        wakes monitor: Monitor,
        _ condition: MonitorCondition
    ) {
        self.terms = terms
        self.access = access
        self.client = client
        self.mailbox = Mailbox(monitor, condition)
        self.watch = CanaryWatch(interval: terms.interval, SystemClock.monotonic)
        let pairs = CanaryLabel.allCases.map { result in
            let counter = writer.counter(
                Families.logPipelineCanary,
                .closed(SinkLabel.elasticsearch),
                .closed(result)
            )
            return (result, counter)
        }
        self.counters = Dictionary(uniqueKeysWithValues: pairs)
    }

    /// Inside the monitor: an answer waits.
    var hasNews: Bool { !self.mailbox.isEmpty }

    /// Does what can be done now.
    ///
    /// - Returns: When to look again; nil while an answer is waited for.
    func step() -> UInt64? {
        if let sought {
            guard let arrival = self.mailbox.take() else { return nil }
            self.sought = nil
            self.answered(arrival, sought)
        }
        while true {
            let now = SystemClock.monotonic
            switch self.watch.next(now) {
            case .wait(let until): return until
            case .write:
                if let id = self.terms.write() {
                    self.watch.canaryWritten(id: id, now)
                } else {
                    self.watch.canaryRefused(now)
                }
            case .lookUp(let id):
                self.lookUp(id)
                return nil
            }
        }
    }

    func finish() { self.client.close() }

    private func lookUp(_ id: String) {
        self.sought = id
        let settings = self.access.settings
        let request = CanaryRequest.make(id: id, namespace: settings.namespace, fields: self.access.fields)
        let mailbox = self.mailbox
        self.client.send(request).whenComplete { result in
            mailbox.put((result.mapError { OutboundError($0) }, SystemClock.monotonic))
        }
    }

    private func answered(_ arrival: Arrival, _ id: String) {
        let answer: CanaryWatch.Answer
        switch arrival.result {
        case .success(let response) where response.status == 200:
            answer = SearchResponse.answer(response.body, id: id)
            self.lastCause = answer == .unreadable ? "the answer is not whole" : ""
        case .success(let response):
            answer = .unreadable
            self.lastCause = "status \(response.status)"
        case .failure(let error):
            answer = .unreadable
            self.lastCause = error.description
        }
        guard let ending = self.watch.answerReceived(answer, arrival.at) else { return }
        self.counters[ending.result]?.add()
        if ending.result == .found { self.terms.show(ending.delay) }
        self.reportChange(to: ending.result, id)
    }

    private func reportChange(to result: CanaryLabel, _ id: String) {
        defer { self.lastResult = result }
        if result == self.lastResult { return }
        let labels = [(key: "sink", value: "elasticsearch")]
        switch result {
        case .found: self.access.report(.notice, "canaries are found at the log store again", labels)
        case .missing:
            let canary = [(key: "canary", value: id)]
            self.access.report(.warning, "a canary cannot be found at the log store", labels + canary)
        case .unreadable:
            let cause = [(key: "cause", value: self.lastCause)]
            self.access.report(.warning, "canaries cannot be looked up at the log store", labels + cause)
        }
    }
}
