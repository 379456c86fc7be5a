import Synchronization

/// The place of one exemplar, as the thread that records a value sees it: a bucket of a child.
package struct ExemplarSlot: @unchecked Sendable {  // the time is atomic, and lives as long as the child
    /// The child's number: what ``ExemplarStore`` knows it by.
    package let series: UInt32
    /// The classic bucket, +Inf last.
    package let bucket: UInt8
    private let time: UnsafeMutablePointer<Atomic<UInt64>>

    init(series: UInt32, bucket: UInt8, time: UnsafeMutablePointer<Atomic<UInt64>>) {
        self.series = series
        self.bucket = bucket
        self.time = time
    }

    /// Whether nobody has taken it within so many nanoseconds before `now`.
    package func isVacant(_ now: UInt64, for limit: UInt64) -> Bool {
        let time = self.time.pointee.load(ordering: .relaxed)
        return time == 0 || now &- min(time, now) >= limit
    }

    /// Takes it: an exemplar is on its way.
    ///
    /// Two threads may do so at once; the later exemplar stands.
    package func take(_ now: UInt64) { self.time.pointee.store(now, ordering: .relaxed) }
}
