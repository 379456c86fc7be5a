import Synchronization

/// The native buckets of one histogram that hold something; kept while the children of a family are rendered.
struct NativeBuckets {
    /// More buckets than this, and a child is rendered one schema lower.
    private static let limit = 160

    private(set) var schema = NativeScale.schema
    private(set) var zeroCount: UInt64 = 0
    /// Ascending; bucket `i` ends at 2^(i / 2^schema).
    private(set) var indices: [Int] = []
    /// Not cumulative, by position in `indices`.
    private(set) var counts: [UInt64] = []

    /// Derives the buckets from the cells, exactly: each cell lies in one bucket.
    ///
    /// A child that once needed a lower schema keeps it, because a change of schema is costly to whoever stores it.
    mutating func derive(from reading: borrowing HistogramReading, _ child: MetricChild) {
        let known = child.schemaReduction.load(ordering: .relaxed)
        var reduction = known
        self.collect(reading, reduction)
        while self.indices.count > Self.limit {
            reduction += 1
            self.collect(reading, reduction)
        }
        if reduction != known { child.schemaReduction.store(reduction, ordering: .relaxed) }
    }

    private mutating func collect(_ reading: borrowing HistogramReading, _ reduction: Int) {
        self.schema = NativeScale.schema - reduction
        self.zeroCount = reading.cells[0]
        self.indices.removeAll(keepingCapacity: true)
        self.counts.removeAll(keepingCapacity: true)
        for cell in 1..<reading.cells.count where reading.cells[cell] != 0 {
            // One schema lower, buckets 2n - 1 and 2n are bucket n.
            let index = ((reading.layout.nativeIndices[cell] - 1) >> reduction) + 1
            if index == self.indices.last {
                self.counts[self.counts.count - 1] &+= reading.cells[cell]
            } else {
                self.indices.append(index)
                self.counts.append(reading.cells[cell])
            }
        }
    }

    /// Calls `body` with each run of neighbouring buckets: the gap since the run before, for the first one its index.
    func forEachSpan(_ body: (_ offset: Int, _ length: Int) -> Void) {
        var start = 0
        var end = 0
        while start < self.indices.count {
            var next = start + 1
            while next < self.indices.count, self.indices[next] == self.indices[next - 1] + 1 { next += 1 }
            body(self.indices[start] - end, next - start)
            end = self.indices[next - 1] + 1
            start = next
        }
    }
}
