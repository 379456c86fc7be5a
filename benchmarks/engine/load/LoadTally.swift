import Synchronization

/// What was answered, and how long it took; filled on the engine's thread.
final class LoadTally: Sendable {
    struct Counts: Sendable {
        var committed = 0
        var rejected = 0
        var failed = 0
        /// First failure, for people.
        var failure = ""
        /// Microseconds by logarithm: place = 16 * exponent + sixteenth.
        var latencies = [Int](repeating: 0, count: 16 * 64)
        /// Commands of each batch.
        var batches: [Int] = []
        var sinceSeal = 0
    }

    /// Begins each key of this run; keys of another never do.
    let prefix: String
    let acknowledged: KeyFile?
    private let counts = Mutex(Counts())

    init(gateway: Int, acknowledged: KeyFile?) {
        self.prefix = "\(gateway):\(String(UInt64.random(in: .min ... .max), radix: 36)):"
        self.acknowledged = acknowledged
    }

    /// Forgets what the preparation did.
    func reset() { self.counts.withLock { $0 = Counts() } }

    var all: Counts { self.counts.withLock { $0 } }

    /// One command of the batch that was committed last.
    func answered() { self.counts.withLock { $0.sinceSeal += 1 } }

    func committed(_ key: String, microseconds: Int64) {
        self.acknowledged?.add(key)
        self.counts.withLock {
            $0.committed += 1
            $0.latencies[Self.place(microseconds)] += 1
        }
    }

    func rejected(_ text: @autoclosure () -> String) {
        self.counts.withLock {
            $0.rejected += 1
            if $0.failure.isEmpty { $0.failure = text() }
        }
    }

    func failed(_ text: String) {
        self.counts.withLock {
            $0.failed += 1
            if $0.failure.isEmpty { $0.failure = text }
        }
    }

    /// A batch was committed; its answers come after this.
    func sealed() {
        self.acknowledged?.flush()
        self.counts.withLock {
            if $0.sinceSeal > 0 { $0.batches.append($0.sinceSeal) }
            $0.sinceSeal = 0
        }
    }

    private static func place(_ microseconds: Int64) -> Int {
        let value = UInt64(max(16, microseconds))
        let exponent = 63 - value.leadingZeroBitCount
        return exponent * 16 + Int(value >> (UInt64(exponent) - 4) & 15)
    }

    /// The upper bound of a place, microseconds.
    static func bound(_ place: Int) -> Int64 { (Int64(16 + place % 16 + 1) << Int64(place / 16)) >> 4 }
}
