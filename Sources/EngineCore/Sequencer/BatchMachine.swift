/// Drives one batch of commands through a store: which call comes next, what an error means, who gets which answer.
///
/// A value without I/O, clock or randomness of its own, so that tests and the simulation decide all three:
/// ```
/// var machine = BatchMachine(requests, ids: ids, now: now)
/// while true {
///     switch machine.step {
///     case .open(let needs): try store.open(needs, into: &machine.set); machine.succeeded(now: now)
///     …                                        // a throw: machine.failed(error, now: now)
///     case .finished: return machine.answers
///     }
/// }
///
/// open -> lock -> (decide, seal) -> commit -> next part, finished
///    any error -> abandon -> [wait] -> open again, or the two halves, or give up
/// ```
package struct BatchMachine: ~Copyable, Sendable {
    package typealias Answer = Result<Outcome, EngineFailure>

    /// After the first, second and third failure, microseconds (engine.md section 7).
    package static let pauses: [Int64] = [5_000, 25_000, 125_000]
    /// How long an unknown commit may stay unknown, microseconds.
    package static let unknownLimit: Int64 = 10 * Microseconds.second

    package let requests: [CommandRequest]
    /// Loaded by the store, changed by the decisions, written by the store.
    package var set = WorkingSet()
    package private(set) var step = BatchStep.finished
    /// To be carried over to the next batch, so that ids keep rising.
    package private(set) var ids: IDSource
    private var given: [Answer?]
    /// What is left to run; the last is the current one.
    private var parts: [BatchPart] = []
    /// The outcomes of the current part's commands, valid once it is committed.
    private var decided: [Outcome] = []
    /// What the current transaction decided, every command of it in order; in the step `commit`.
    package private(set) var decisions: [(place: Int, outcome: Outcome)] = []
    private var pause: Int64 = 0

    /// - Parameters:
    ///   - requests: At least one, in the order in which they are decided. Those whose deadline is not after `now` are
    ///     refused; the others will be finished.
    ///   - ids: Where ids of new rows come from.
    ///   - now: Microseconds.
    package init(_ requests: [CommandRequest], ids: IDSource, now: Int64) {
        self.requests = requests
        self.ids = ids
        self.given = requests.map { request in
            guard let deadline = request.deadline, deadline <= now else { return nil }
            return .failure(EngineFailure(.deadlinePassed))
        }
        let places = self.given.indices.filter { self.given[$0] == nil }
        if !places.isEmpty { self.parts.append(BatchPart(places: places)) }
        self.begin(now: now)
    }

    /// One answer for each command, in the order of `requests`.
    /// - Important: Only in the step `finished`.
    package var answers: [Answer] {
        self.given.map { answer in
            guard let answer else { preconditionFailure("a command without an answer") }
            return answer
        }
    }

    /// The step was carried out.
    package mutating func succeeded(now: Int64) {
        switch self.step {
        case .open(let needs): self.step = .lock(Core.accounts(self.current, self.set), needs)
        case .lock(_, let needs): self.decide(now: needs.now)
        case .commit:
            for (place, outcome) in zip(self.parts[self.parts.count - 1].places, self.decided) {
                self.given[place] = .success(outcome)
            }
            self.parts.removeLast()
            self.begin(now: now)
        case .abandon where self.pause > 0:
            self.step = .wait(microseconds: self.pause)
            self.pause = 0
        case .abandon, .wait: self.begin(now: now)
        case .finished: preconditionFailure("a batch that is finished has no step to carry out")
        }
    }

    /// The store threw in the step `open`, `lock` or `commit`.
    package mutating func failed(_ error: StoreError, now: Int64) {
        switch self.step {
        case .open, .lock, .commit: break
        case .abandon, .wait, .finished: preconditionFailure("\(self.step) cannot fail")
        }
        var isCommit = false
        if case .commit = self.step { isCommit = true }
        self.step = .abandon
        var part = self.parts.removeLast()
        if part.places.isEmpty { return }
        if error.code == .unknownOutcome && isCommit {
            part.unknownSince = now
            part.retries = 0
            self.parts.append(part)
        } else if error.code == .statement && part.places.count > 1 {
            let (first, second) = part.halves()
            self.parts += [second, first]
        } else {
            self.retry(part, error, now: now)
        }
    }
}

extension BatchMachine {
    private var current: [CommandRequest] {
        guard let part = self.parts.last else { return [] }
        return part.places.map { self.requests[$0] }
    }

    /// Begins what is left with a fresh working set.
    private mutating func begin(now: Int64) {
        self.set = WorkingSet()
        self.decided = []
        self.decisions = []
        self.step = self.parts.isEmpty ? .finished : .open(Core.needs(self.current, now: now))
    }

    private mutating func retry(_ part: BatchPart, _ error: StoreError, now: Int64) {
        var part = part
        let isLost: Bool
        if let since = part.unknownSince {
            isLost = now - since >= Self.unknownLimit || error.code == .statement
        } else {
            isLost = part.retries == Self.pauses.count || error.code == .statement
        }
        if isLost { return self.giveUp(part, error) }
        self.pause = Self.pauses[min(part.retries, Self.pauses.count - 1)]
        part.retries += 1
        self.parts.append(part)
    }

    private mutating func giveUp(_ part: BatchPart, _ error: StoreError) {
        var failure = EngineFailure(error)
        if part.unknownSince != nil { failure.code = .outcomeUnknown }
        for place in part.places { self.given[place] = .failure(failure) }
        guard error.code == .unavailable else { return }
        // The database is away: halves that were never run would only find that out again, one after the other.
        for rest in self.parts where rest.unknownSince == nil {
            for place in rest.places { self.given[place] = .failure(failure) }
        }
        self.parts.removeAll { $0.unknownSince == nil }
    }

    /// Decides the current part on the loaded set.
    ///
    /// Whoever holds the chain head reads the truth, so the part is not unknown any more, and commands whose key is
    /// stored have their answer whatever becomes of this transaction.
    private mutating func decide(now: Int64) {
        guard let head = self.set.head else { preconditionFailure("the store did not lock the chain head") }
        var context = Context(now: now, head: head, ids: self.ids)
        let last = self.parts.count - 1
        let places = self.parts[last].places
        let isStored = places.map { self.set.outcomes[self.requests[$0].outcomeKey] != nil }
        let outcomes = places.map { Core.decide(self.requests[$0], &self.set, &context) }
        self.decisions = zip(places, outcomes).map { (place: $0, outcome: $1) }
        self.ids = context.ids
        self.parts[last].unknownSince = nil
        let isWritten = self.set.hasWrites
        if isWritten { self.set.seal(context) }
        self.parts[last].places = []
        for (index, place) in places.enumerated() {
            if isStored[index] || !isWritten {
                self.given[place] = .success(outcomes[index])
            } else {
                self.parts[last].places.append(place)
                self.decided.append(outcomes[index])
            }
        }
        self.step = .commit
    }
}
