import NIOCore
import Synchronization

/// What all connections of a stub share; used on its one loop, except for the counters.
final class StubState: @unchecked Sendable {  // the plain fields are confined to the stub's loop
    let freeze: (from: NIODeadline, until: NIODeadline)?
    private let interval: TimeAmount?
    private var nextFree = NIODeadline.uptimeNanoseconds(0)
    private var sequence = 0
    private let requests = Atomic<Int>(0)
    private let traces = Mutex<Set<String>>([])

    init(freeze: (from: NIODeadline, until: NIODeadline)?, ratePerSecond: Int?) {
        self.freeze = freeze
        self.interval = ratePerSecond.map { .nanoseconds(1_000_000_000 / Int64($0)) }
    }

    /// When a request that arrives now is answered.
    func answerTime(_ now: NIODeadline) -> NIODeadline {
        if let freeze = self.freeze, now >= freeze.from, now < freeze.until { return freeze.until }
        guard let interval = self.interval else { return now }
        self.nextFree = max(self.nextFree, now) + interval
        return self.nextFree
    }

    /// Numbers the requests from 0.
    func nextNumber() -> Int {
        defer { self.sequence += 1 }
        return self.sequence
    }

    /// Requests that were read completely.
    var requestCount: Int { self.requests.load(ordering: .relaxed) }
    /// Different values of `traceparent`.
    var traceCount: Int { self.traces.withLock { $0.count } }

    func requestRead(trace: String?) {
        self.requests.add(1, ordering: .relaxed)
        if let trace { self.traces.withLock { _ = $0.insert(trace) } }
    }
}
