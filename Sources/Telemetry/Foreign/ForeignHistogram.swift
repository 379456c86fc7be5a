/// A histogram that any thread may record into.
package struct ForeignHistogram: Sendable {
    private let histogram: Histogram
    private let lock: RecordingLock

    init(_ histogram: Histogram, _ lock: RecordingLock) {
        self.histogram = histogram
        self.lock = lock
    }

    /// Records a number in the natural unit; a negative one only counts as out of range.
    package func record(_ value: Int64) {
        self.lock.run { self.histogram.record(UInt64(bitPattern: value)) }
    }

    /// Records a number, rounded; NaN only counts as out of range.
    package func record(_ value: Double) {
        let isNumber = value >= 0
        let rounded: Int64 = !isNumber ? -1 : value >= 0x1p62 ? 1 << 62 : Int64(value.rounded())
        self.record(rounded)
    }
}
