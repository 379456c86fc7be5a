package import Telemetry

/// Decides how the records of one stream get to their store: what to send next, and what an answer means.
///
/// Facts in, actions out; no I/O and no clock. Records are places in the batch that is out. Those still to be sent are
/// kept as requests to come: an answer splits or shortens the first of them, and the batch is settled when none is left
/// and every refused record is kept aside.
///
/// ```
/// read ─ batchReceived ─ send ─ answerReceived ─┬─ keep ─ lettersKept ─┐
///                          └──── wait ──────────┘          settle ─ settled ─ read
/// ```
package struct BulkDelivery: Sendable {
    package enum Action: Sendable, Equatable {
        /// Take a batch from the source: `batchReceived`, or later when there is none.
        case read(maxEvents: Int)
        /// Send these records in one request: `answerReceived`.
        case send([Int])
        /// Write these into the dead-letter file: `lettersKept` or `lettersRefused`.
        case keep([DeadLetter])
        /// Tell the source, then `settled`.
        case settle(BulkSettlement)
        /// Do nothing before this moment.
        case wait(until: UInt64)
    }

    /// What an answer did, for the metrics.
    package struct Effect: Sendable, Equatable {
        package var retry: RetryLabel?
        package var failureStore = 0

        package init(retry: RetryLabel? = nil) { self.retry = retry }
    }

    private enum Mode: Equatable {
        case normal
        /// Failed too often: a few records first.
        case probing
        /// Not let in, or nothing to write to: one record a minute.
        case blocked(SinkStateLabel)
    }

    package static let probeEvents = 100
    static let failuresBeforeProbe = 3
    static let blockedInterval: UInt64 = 60_000_000_000
    /// A batch grows by a sixteenth of the limit that a 413 left it.
    private static let growthShare = 16

    private let maxEvents: Int
    /// At most `maxEvents`; halved by a 413, since what is too large once will be again.
    private var eventLimit: Int
    private var mode = Mode.normal
    private var failures = 0
    private var resumeAt: UInt64 = 0
    /// Requests to come; the first one is next, or in flight.
    private var requests: [[Int]] = []
    /// How many of the first request's records are in flight; 0: none is.
    private var inFlight = 0
    private var letters: [DeadLetter] = []
    private var settlement: BulkSettlement?

    package init(maxEvents: Int) {
        self.maxEvents = maxEvents
        self.eventLimit = maxEvents
    }

    package var state: SinkStateLabel {
        switch self.mode {
        case .blocked(let state): state
        case .normal, .probing: self.failures > 0 ? .retrying : .ok
        }
    }

    /// A batch is out.
    package var holdsBatch: Bool { self.settlement != nil }

    // MARK: What to do

    package func next(_ now: UInt64) -> Action {
        precondition(self.inFlight == 0, "asked for an action while a request is in flight")
        if now < self.resumeAt { return .wait(until: self.resumeAt) }
        guard let settlement = self.settlement else { return .read(maxEvents: self.eventLimit) }
        if !self.letters.isEmpty { return .keep(self.letters) }
        guard let first = self.requests.first else { return .settle(settlement) }
        return .send(Array(first.prefix(self.requestLimit)))
    }

    private var requestLimit: Int {
        switch self.mode {
        case .normal: self.eventLimit
        case .probing: min(Self.probeEvents, self.eventLimit)
        case .blocked: 1
        }
    }

    // MARK: What happened

    package mutating func batchReceived(count: Int) {
        precondition(self.settlement == nil && count > 0, "a batch of \(count) while one is out")
        self.settlement = BulkSettlement()
        self.requests = [Array(0..<count)]
    }

    /// The records of the last `send` are on their way.
    package mutating func requestSent() {
        let count = min(self.requests.first?.count ?? 0, self.requestLimit)
        precondition(self.inFlight == 0 && count > 0, "sent nothing, or twice")
        self.inFlight = count
    }

    package mutating func settled() {
        precondition(self.requests.isEmpty && self.letters.isEmpty, "settled with records left")
        self.settlement = nil
    }

    package mutating func lettersKept() {
        self.settlement?.deadLettered += self.letters.count
        self.letters = []
        // Whatever failed before was this file, or the store has answered since.
        self.failures = 0
        if self.mode == .probing { self.mode = .normal }
    }

    /// The dead-letter file takes nothing now: the records stay, and it is tried again.
    package mutating func lettersRefused(_ now: UInt64, using generator: inout some RandomNumberGenerator) {
        self.failed(now, retryAfter: nil, using: &generator)
    }

    /// Credentials were read anew and are others: no need to wait for the next probe.
    package mutating func credentialsChanged() {
        if self.mode == .blocked(.authFailed) { self.resumeAt = 0 }
    }

    /// The answer to the request in flight.
    ///
    /// - Parameters:
    ///   - answer: Its items are one for each record sent.
    ///   - now: Nanoseconds of the clock that `next` is asked with.
    ///   - generator: For the jitter.
    /// - Returns: What to count.
    package mutating func answerReceived(
        _ answer: BulkAnswer,
        _ now: UInt64,
        using generator: inout some RandomNumberGenerator
    ) -> Effect {
        precondition(self.inFlight > 0, "an answer without a request")
        defer { self.inFlight = 0 }
        switch answer {
        case .items(let items): return self.itemsReceived(items, now, using: &generator)
        case .unreadable: return self.retry(.badResponse, now, nil, using: &generator)
        case .failed(let code): return self.retry(Self.label(code), now, nil, using: &generator)
        case .status(let status, let retryAfter):
            switch status {
            case 408: return self.retry(.timeout, now, retryAfter, using: &generator)
            case 429: return self.retry(.http429, now, retryAfter, using: &generator)
            case 500...: return self.retry(.http5xx, now, retryAfter, using: &generator)
            case 413: return self.tooLarge()
            case 400: return self.badRequest()
            case 401, 403: self.block(.authFailed, now)
            // Another success than 200 is no answer of a store either.
            default: self.block(.misconfigured, now)
            }
            return Effect()
        }
    }

    private static func label(_ code: OutboundError.Code) -> RetryLabel {
        switch code {
        case .timedOut, .connectTimedOut: .timeout
        case .protocolError, .tooLarge: .badResponse
        case .nameNotResolved, .connectRefused, .connectFailed, .tls, .closed, .shutDown: .connection
        }
    }

    // MARK: Whole requests

    private mutating func retry(
        _ reason: RetryLabel,
        _ now: UInt64,
        _ retryAfter: UInt64?,
        using generator: inout some RandomNumberGenerator
    ) -> Effect {
        self.failed(now, retryAfter: retryAfter, using: &generator)
        return Effect(retry: reason)
    }

    private mutating func failed(
        _ now: UInt64,
        retryAfter: UInt64?,
        using generator: inout some RandomNumberGenerator
    ) {
        self.failures += 1
        if case .blocked = self.mode { self.mode = .normal }
        if self.failures >= Self.failuresBeforeProbe { self.mode = .probing }
        let delay = BulkBackoff.delay(failures: self.failures, using: &generator)
        self.resumeAt = now + max(delay, retryAfter ?? 0)
    }

    private mutating func block(_ state: SinkStateLabel, _ now: UInt64) {
        self.mode = .blocked(state)
        self.resumeAt = now + Self.blockedInterval
    }

    private mutating func tooLarge() -> Effect {
        if self.inFlight == 1 {
            self.refuse(self.takeSent(), .tooLarge, 413, "the request with this record alone is too large")
            return Effect()
        }
        self.eventLimit = max(1, self.inFlight / 2)
        self.halve()
        return Effect(retry: .tooLarge)
    }

    private mutating func badRequest() -> Effect {
        if self.inFlight == 1 {
            self.refuse(self.takeSent(), .badRequest, 400, "the request with this record alone is refused")
        } else {
            self.halve()
        }
        return Effect()
    }

    private mutating func refuse(_ indices: [Int], _ reason: DeadLetterLabel, _ status: Int, _ text: String) {
        for index in indices {
            self.letters.append(DeadLetter(index: index, reason: reason, status: status, text: text))
        }
    }

    /// Removes what was sent from the requests to come.
    private mutating func takeSent() -> [Int] {
        let sent = Array(self.requests[0].prefix(self.inFlight))
        self.requests[0].removeFirst(self.inFlight)
        if self.requests[0].isEmpty { self.requests.removeFirst() }
        return sent
    }

    private mutating func halve() {
        let sent = self.takeSent()
        let middle = sent.count / 2
        self.requests.insert(contentsOf: [Array(sent[..<middle]), Array(sent[middle...])], at: 0)
    }

    // MARK: Items

    private mutating func itemsReceived(
        _ items: [BulkItem],
        _ now: UInt64,
        using generator: inout some RandomNumberGenerator
    ) -> Effect {
        precondition(items.count == self.inFlight, "\(items.count) items for \(self.inFlight) records")
        let sent = self.takeSent()
        var effect = Effect()
        var left: [Int] = []
        var blocked: SinkStateLabel?
        for (index, item) in zip(sent, items) {
            switch BulkVerdict(item) {
            case .delivered(let usedFailureStore):
                self.settlement?.delivered += 1
                if usedFailureStore { effect.failureStore += 1 }
            case .duplicate: self.settlement?.duplicates += 1
            case .refused(let reason):
                let text = item.errorReason.isEmpty ? item.errorType : "\(item.errorType): \(item.errorReason)"
                self.refuse([index], reason, item.status, text)
            case .retry(let reason):
                effect.retry = effect.retry ?? reason
                left.append(index)
            case .authFailed:
                blocked = .authFailed
                left.append(index)
            case .misconfigured:
                blocked = blocked ?? .misconfigured
                left.append(index)
            }
        }
        if !left.isEmpty { self.requests.insert(left, at: 0) }
        if left.isEmpty {
            self.succeeded()
        } else if let blocked {
            self.block(blocked, now)
        } else {
            // Some were taken: the store is alive, but busy.
            if left.count < sent.count { self.failures = 0 }
            self.failed(now, retryAfter: nil, using: &generator)
        }
        return effect
    }

    private mutating func succeeded() {
        self.failures = 0
        self.mode = .normal
        if self.requests.isEmpty {
            self.eventLimit = min(self.maxEvents, self.eventLimit + max(1, self.eventLimit / Self.growthShare))
        }
    }
}
