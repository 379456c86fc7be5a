import Synchronization

/// Monotonic milliseconds that a test moves.
final class TestClock: Sendable {
    private let time = Atomic<UInt64>(1_000_000)

    var now: UInt64 { self.time.load(ordering: .relaxed) }

    func advance(milliseconds: UInt64) { self.time.wrappingAdd(milliseconds, ordering: .relaxed) }
}
