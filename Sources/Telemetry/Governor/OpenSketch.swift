import Glibc
import Synchronization

/// The sketch into which one writer counts values that have no series, and which the governor empties.
///
/// Neither waits long: the governor copies some hundred entries, and a writer that finds it doing so leaves its value out
/// of the sketch. The counter of `_other` is exact in any case.
final class OpenSketch: @unchecked Sendable {  // `sketch` is touched by the one who set `isTaken` only
    private let isTaken = Atomic<Bool>(false)
    private var sketch: SpaceSaving

    init(capacity: Int) { self.sketch = SpaceSaving(capacity: capacity) }

    /// - Important: On the writer's thread.
    func offer(_ value: OpenValue) {
        if self.isTaken.exchange(true, ordering: .acquiring) { return }
        self.sketch.offer(value)
        self.isTaken.store(false, ordering: .releasing)
    }

    /// Hands out what was counted since the last time, and starts anew.
    func drain(_ body: (_ value: UnsafeRawBufferPointer, _ count: UInt64, _ error: UInt64) -> Void) {
        while self.isTaken.exchange(true, ordering: .acquiring) { sched_yield() }
        self.sketch.forEach(body)
        self.sketch.removeAll()
        self.isTaken.store(false, ordering: .releasing)
    }
}
