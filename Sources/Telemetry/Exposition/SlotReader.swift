import Synchronization

/// Adds up cells over writers.
///
/// Values are read one after the other, while writers go on: a scrape is not one instant.
struct SlotReader {
    let writers: [SlotPages]

    /// A counter in its natural unit.
    func counter(_ child: MetricChild) -> UInt64 {
        child.value.load(ordering: .relaxed) &+ self.sum(child, offset: 0)
    }

    func gauge(_ child: MetricChild) -> Double {
        let set = Double(bitPattern: child.value.load(ordering: .relaxed))
        return set + Double(Int64(bitPattern: self.sum(child, offset: 0)))
    }

    /// The value of a counter, gauge or info.
    func value(_ child: MetricChild, _ descriptor: FamilyDescriptor) -> SampleValue {
        switch descriptor.kind {
        case .counter:
            descriptor.unit.isInBillionths ? .billionths(self.counter(child)) : .count(self.counter(child))
        case .gauge, .histogram: .gauge(self.gauge(child))
        case .info: .count(1)
        }
    }

    /// Reads a histogram, with what came to it for want of room elsewhere.
    func read(_ child: MetricChild, into reading: inout HistogramReading) {
        reading.clear()
        self.add(child.firstCell(isOverflow: false), to: &reading)
        self.add(child.firstCell(isOverflow: true), to: &reading)
    }

    private func add(_ first: Int, to reading: inout HistogramReading) {
        if first == MetricChild.noCell { return }
        for pages in self.writers {
            if let header = pages.cells(at: first) { reading.add(header) }
        }
    }

    /// A number that changes when a histogram records something: cheaper than reading its cells.
    func fingerprint(_ child: MetricChild, _ layout: BucketLayout) -> UInt64 {
        var result: UInt64 = 0
        for first in [child.firstCell(isOverflow: false), child.firstCell(isOverflow: true)]
        where first != MetricChild.noCell {
            for pages in self.writers {
                guard let header = pages.cells(at: first) else { continue }
                result &+= header[BucketLayout.sumCell].load(ordering: .relaxed) &* 3
                result &+= header[BucketLayout.clampedCell].load(ordering: .relaxed)
                // A zero does not change the sum: it is counted in the first cell.
                let zeros = header[BucketLayout.firstBlockCell].load(ordering: .acquiring)
                let block = UnsafeMutablePointer<SlotPages.Cell>(bitPattern: UInt(zeros))
                let cell = block ?? header + layout.firstSpareCell
                result &+= cell.pointee.load(ordering: .relaxed)
            }
        }
        return result
    }

    /// Values of a histogram that were out of range.
    func clamped(_ child: MetricChild) -> UInt64 { self.sum(child, offset: BucketLayout.clampedCell) }

    /// Observations of a child that came from label sets without room of their own.
    func overflow(_ child: MetricChild, _ descriptor: FamilyDescriptor) -> UInt64 {
        let first = child.firstCell(isOverflow: true)
        let settings = child.overflowCount.load(ordering: .relaxed)
        guard descriptor.countsObservations, first != MetricChild.noCell else { return settings }
        guard let layout = descriptor.layout else { return settings &+ self.sum(cell: first) }
        var reading = HistogramReading(layout)
        self.add(first, to: &reading)
        return settings &+ reading.count
    }

    /// One of a child's cells: its own observations and those that found no room of their own.
    private func sum(_ child: MetricChild, offset: Int) -> UInt64 {
        let own = child.firstCell(isOverflow: false)
        let other = child.firstCell(isOverflow: true)
        let sum = own == MetricChild.noCell ? 0 : self.sum(cell: own + offset)
        return other == MetricChild.noCell ? sum : sum &+ self.sum(cell: other + offset)
    }

    private func sum(cell: Int) -> UInt64 {
        var sum: UInt64 = 0
        for pages in self.writers {
            if let cell = pages.cells(at: cell) { sum &+= cell.pointee.load(ordering: .relaxed) }
        }
        return sum
    }
}
