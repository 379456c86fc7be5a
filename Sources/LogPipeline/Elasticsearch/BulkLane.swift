import Logging
import NIOCore
import Telemetry

/// Delivery of one stream: carries out what ``BulkDelivery`` decides, one request at a time.
///
/// Used by the sink's thread alone.
final class BulkLane {
    /// An answer, or why there is none, and when it came.
    private typealias Arrival = (result: Result<OutboundResponse, OutboundError>, at: UInt64)

    private let source: any BulkSource
    private let access: StoreAccess
    private let client: OutboundClient
    private let path: String
    private let mailbox: Mailbox<Arrival>
    private var delivery: BulkDelivery
    private var batch: BulkBatch?
    /// The records in flight, and when they were sent.
    private var sent: (indices: [Int], at: UInt64)?
    private var nextRead: UInt64 = 0
    private var isEmpty = false
    private var generator = SystemRandomNumberGenerator()

    init(
        _ source: any BulkSource,
        _ access: StoreAccess,
        _ client: OutboundClient,
        wakes monitor: Monitor,
        _ condition: MonitorCondition
    ) {
        self.source = source
        self.access = access
        self.client = client
        self.path = BulkRequest.dataStream(source.stream, namespace: access.settings.namespace)
        self.mailbox = Mailbox(monitor, condition)
        self.delivery = BulkDelivery(maxEvents: access.settings.batchEvents)
    }

    var state: SinkStateLabel { self.delivery.state }
    /// Nothing to do until records come.
    var isIdle: Bool { self.isEmpty && self.batch == nil }
    /// Inside the monitor: an answer waits.
    var hasNews: Bool { !self.mailbox.isEmpty }

    /// Does what can be done now.
    ///
    /// - Parameter hurries: Does not wait for records to gather.
    /// - Returns: When to look again; nil while an answer is waited for.
    func step(hurries: Bool) -> UInt64? {
        if let sent {
            guard let arrival = self.mailbox.take() else { return nil }
            self.sent = nil
            self.answered(arrival, sent)
        }
        while true {
            let now = SystemClock.monotonic
            switch self.delivery.next(now) {
            case .wait(let until): return until
            case .read(let maxEvents):
                if !hurries, now < self.nextRead { return self.nextRead }
                guard self.read(maxEvents, now) else { return now + self.access.settings.linger }
            case .keep(let letters): self.keep(letters, now)
            case .settle(let settlement):
                if let batch { self.source.settle(batch, settlement) }
                self.batch = nil
                self.delivery.settled()
            case .send(let indices):
                self.send(indices, now)
                return nil
            }
        }
    }

    /// Ends: what is out goes back.
    func finish() {
        self.client.close()
        if let batch { self.source.putBack(batch) }
        self.batch = nil
    }

    private func read(_ maxEvents: Int, _ now: UInt64) -> Bool {
        let settings = self.access.settings
        self.batch = self.source.next(maxEvents: maxEvents, maxBytes: settings.batchBytes)
        self.isEmpty = self.batch == nil
        let count = self.batch?.events.count ?? 0
        // A full batch means that more waits.
        let isFull = count == maxEvents || (self.batch?.bytes.count ?? 0) >= settings.batchBytes / 2
        self.nextRead = isFull ? now : now + settings.linger
        if count > 0 { self.delivery.batchReceived(count: count) }
        return count > 0
    }

    private func send(_ indices: [Int], _ now: UInt64) {
        guard let batch else { return }
        let request = BulkRequest.make(
            batch,
            indices,
            path: self.path,
            fields: self.access.fields,
            timeout: self.access.settings.timeout
        )
        self.delivery.requestSent()
        self.sent = (indices, now)
        let mailbox = self.mailbox
        self.client.send(request).whenComplete { result in
            mailbox.put((result.mapError { OutboundError($0) }, SystemClock.monotonic))
        }
    }

    private func answered(_ arrival: Arrival, _ sent: (indices: [Int], at: UInt64)) {
        guard let batch else { return }
        let before = self.state
        let answer: BulkAnswer
        var status: Int?
        switch arrival.result {
        case .success(let response):
            let ids = sent.indices.map { batch.bytes[batch.events[$0].id] }
            status = response.status
            answer = BulkAnswer(response, ids: ids, now: SystemClock.wall / 1_000_000_000)
        case .failure(let error): answer = .failed(error.code)
        }
        self.access.metrics.requestEnded(status: status, nanoseconds: arrival.at - sent.at)
        let now = SystemClock.monotonic
        self.access.metrics.effect(self.delivery.answerReceived(answer, now, using: &self.generator))
        if status == 401, self.access.readCredentials() { self.delivery.credentialsChanged() }
        self.reportChange(from: before, arrival.result)
    }

    private func keep(_ letters: [DeadLetter], _ now: UInt64) {
        guard let batch else { return }
        let before = self.state
        let result = self.access.letters.append(letters, of: batch, self.source.stream)
        if result == 0 {
            self.delivery.lettersKept()
            self.access.metrics.lettersKept(letters)
            let labels = self.labels + [("records", String(letters.count)), ("reason", letters[0].text)]
            self.access.report(.warning, "the store refused records for good; they are kept as dead letters", labels)
        } else {
            self.delivery.lettersRefused(now, using: &self.generator)
            if before == .ok {
                let labels = self.labels + [("cause", errorText(result))]
                self.access.report(.error, "dead letters cannot be written; their records wait", labels)
            }
        }
    }

    private var labels: [(key: String, value: String)] {
        [("sink", "elasticsearch"), ("stream", self.source.stream.label.labelText)]
    }

    private func reportChange(from before: SinkStateLabel, _ result: Result<OutboundResponse, OutboundError>) {
        let cause =
            switch result {
            case .success(let response): "status \(response.status)"
            case .failure(let error): error.description
            }
        let after = self.state
        if after == before { return }
        let labels = self.labels + [("cause", cause)]
        switch after {
        case .ok: self.access.report(.notice, "the log store takes records again", self.labels)
        case .authFailed:
            self.access.report(.error, "the log store refuses our credentials; correct them, records wait", labels)
        case .misconfigured:
            self.access.report(
                .error,
                "the log store has no place for our records; correct its URL or template",
                labels
            )
        default:
            self.access.report(.warning, "the log store does not take records; they wait and are sent again", labels)
        }
    }
}
