import Synchronization

/// A seeded generator (SplitMix64): the same seed gives the same run.
final class SplitMix: RandomNumberGenerator, Sendable {
    private let state: Mutex<UInt64>

    init(seed: UInt64) { self.state = Mutex(seed) }

    func next() -> UInt64 {
        self.state.withLock { state in
            state &+= 0x9E37_79B9_7F4A_7C15
            var value = state
            value = (value ^ (value >> 30)) &* 0xBF58_476D_1CE4_E5B9
            value = (value ^ (value >> 27)) &* 0x94D0_49BB_1331_11EB
            return value ^ (value >> 31)
        }
    }

    /// A number in `range`.
    func number(_ range: ClosedRange<Int64>) -> Int64 {
        range.lowerBound + Int64(self.next() % UInt64(range.upperBound - range.lowerBound + 1))
    }
}
