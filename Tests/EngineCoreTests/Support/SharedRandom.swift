import Synchronization

/// A seeded stream of numbers behind a closure that must be Sendable, as ``IDSource`` asks for.
final class SharedRandom: Sendable {
    private let state: Mutex<SimRandom>

    init(seed: UInt64) { self.state = Mutex(SimRandom(seed: seed)) }

    func next() -> UInt64 { self.state.withLock { $0.next() } }
}
