import Synchronization

/// The exemplars of one child, one per classic bucket.
///
/// Threads that record reach `cells` through the child's header in their pages: the child's number, then for each
/// bucket when it was last taken, nanoseconds of the monotonic clock.
final class ExemplarSlots: @unchecked Sendable {  // the pointer never changes, the cells are atomic
    let series: UInt32
    let bucketCount: Int
    let cells: UnsafeMutablePointer<Atomic<UInt64>>
    /// By bucket; made with the first exemplar.
    private let stored = Mutex<[Exemplar?]>([])

    init(series: UInt32, bucketCount: Int) {
        self.series = series
        self.bucketCount = bucketCount
        self.cells = .allocate(capacity: bucketCount + 1)
        for index in 0...bucketCount { (self.cells + index).initialize(to: Atomic(0)) }
        self.cells[0].store(UInt64(series), ordering: .relaxed)
    }

    deinit { self.cells.deallocate() }

    func store(_ exemplar: Exemplar, bucket: Int) {
        guard bucket < self.bucketCount else { return }
        self.stored.withLock { slots in
            if slots.isEmpty { slots = Array(repeating: nil, count: self.bucketCount) }
            slots[bucket] = exemplar
        }
    }

    /// Takes a trace's exemplar out, if it is still there.
    func discard(_ exemplar: Exemplar, bucket: Int) {
        self.stored.withLock { slots in
            if slots.indices.contains(bucket), slots[bucket] == exemplar { slots[bucket] = nil }
        }
    }

    /// By bucket; empty: none.
    var snapshot: [Exemplar?] { self.stored.withLock { $0 } }
}
