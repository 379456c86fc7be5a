package import Telemetry

/// Decides when a canary is written and looked for: a record that shows whether records can be found at their store.
///
/// Facts in, actions out; no I/O and no clock. One canary is out at a time: the next is written an interval after the
/// one before, or once that one is found or given up.
///
/// ```
/// write ─ canaryWritten ─┬─ lookUp ─ answerReceived ─┬─ found, or 120 s are over: wait for the next
///                        └────────── wait ───────────┘
/// ```
package struct CanaryWatch: Sendable {
    package enum Action: Sendable, Equatable {
        /// Write the record: `canaryWritten` or `canaryRefused`.
        case write
        /// Ask the store for the record with this id: `answerReceived`.
        case lookUp(id: String)
        /// Do nothing before this moment.
        case wait(until: UInt64)
    }

    /// What the store says of a canary.
    package enum Answer: Sendable, Equatable {
        case found
        case absent
        /// No answer, or one that says neither.
        case unreadable
    }

    /// What became of a canary.
    package struct Ending: Sendable, Equatable {
        package var result: CanaryLabel
        /// From its writing to the answer, in nanoseconds.
        package var delay: UInt64

        package init(_ result: CanaryLabel, delay: UInt64) {
            self.result = result
            self.delay = delay
        }
    }

    private struct Canary {
        var id: String
        var writtenAt: UInt64
        var lookUpAt: UInt64
    }

    /// How long a canary is looked for.
    package static let patience: UInt64 = 120_000_000_000
    /// Between two look-ups at least; later a quarter of the canary's age, so that 120 s take 20 of them.
    package static let pause: UInt64 = 1_000_000_000

    private let interval: UInt64
    private var writeAt: UInt64
    private var canary: Canary?

    /// - Parameters:
    ///   - interval: From one canary to the next, in nanoseconds.
    ///   - now: Nanoseconds of a clock that does not go back.
    package init(interval: UInt64, _ now: UInt64) {
        self.interval = interval
        self.writeAt = now
    }

    package func next(_ now: UInt64) -> Action {
        guard let canary = self.canary else { return now < self.writeAt ? .wait(until: self.writeAt) : .write }
        return now < canary.lookUpAt ? .wait(until: canary.lookUpAt) : .lookUp(id: canary.id)
    }

    /// - Parameters:
    ///   - id: The record's `event.id`.
    ///   - now: When it was written.
    package mutating func canaryWritten(id: String, _ now: UInt64) {
        precondition(self.canary == nil, "a second canary while one is out")
        self.canary = Canary(id: id, writtenAt: now, lookUpAt: now + Self.pause)
        self.writeAt = now + self.interval
    }

    /// The stream takes no records.
    package mutating func canaryRefused(_ now: UInt64) { self.writeAt = now + self.interval }

    /// - Parameters:
    ///   - answer: To the look-up.
    ///   - now: When it came.
    /// - Returns: What became of the canary; nil: it is looked for again.
    package mutating func answerReceived(_ answer: Answer, _ now: UInt64) -> Ending? {
        guard let canary = self.canary else { preconditionFailure("an answer without a canary") }
        let age = now - canary.writtenAt
        if answer != .found, age < Self.patience {
            self.canary?.lookUpAt = min(now + max(Self.pause, age / 4), canary.writtenAt + Self.patience)
            return nil
        }
        self.canary = nil
        switch answer {
        case .found: return Ending(.found, delay: age)
        case .absent: return Ending(.missing, delay: age)
        case .unreadable: return Ending(.unreadable, delay: age)
        }
    }
}
