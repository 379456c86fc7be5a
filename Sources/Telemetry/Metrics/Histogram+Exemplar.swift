import Synchronization

extension Histogram {
    /// The slot for the exemplar of a value; nil where the family has none.
    ///
    /// - Complexity: As ``record(_:)``, without an addition.
    package func exemplarSlot(of value: UInt64) -> ExemplarSlot? {
        let address = self.cells[BucketLayout.exemplarCell].load(ordering: .relaxed)
        guard let slots = UnsafeMutablePointer<Atomic<UInt64>>(bitPattern: UInt(address)) else { return nil }
        let floor = self.table.load(as: UInt64.self)
        let span = self.table.load(fromByteOffset: BucketLayout.spanOffset, as: UInt64.self)
        if value > UInt64(Int64.max) { return nil }
        let inRange = value == 0 ? 0 : min(max(value, floor), floor + span)
        let bucket = self.classicBucket(inRange)
        let series = UInt32(truncatingIfNeeded: slots[0].load(ordering: .relaxed))
        return ExemplarSlot(series: series, bucket: UInt8(bucket), time: slots + 1 + bucket)
    }

    private func classicBucket(_ value: UInt64) -> Int {
        let classic = self.table.load(fromByteOffset: BucketLayout.classicOffset, as: Int.self)
        return Int(self.table.load(fromByteOffset: classic + self.cell(of: value), as: UInt8.self))
    }
}
