import Synchronization

/// A histogram's cells, added up over writers; kept while the children of one family are rendered.
struct HistogramReading {
    let layout: BucketLayout
    /// By cell, not cumulative.
    private(set) var cells: [UInt64]
    /// In the natural unit.
    private(set) var sum: UInt64 = 0
    /// The sum of the cells, so that it always equals the last classic bucket.
    private(set) var count: UInt64 = 0

    init(_ layout: BucketLayout) {
        self.layout = layout
        self.cells = [UInt64](repeating: 0, count: layout.bucketCellCount)
    }

    /// Starts with the next child.
    mutating func clear() {
        if self.count != 0 { for cell in self.cells.indices { self.cells[cell] = 0 } }
        self.sum = 0
        self.count = 0
    }

    /// Adds what one writer recorded.
    /// - Parameter header: The child's cells in that writer's page, in the order of ``BucketLayout``.
    mutating func add(_ header: UnsafeMutablePointer<Atomic<UInt64>>) {
        self.sum &+= header[BucketLayout.sumCell].load(ordering: .relaxed)
        for block in 0..<self.layout.blockCount {
            let address = header[BucketLayout.firstBlockCell + block].load(ordering: .acquiring)
            guard let values = UnsafeMutablePointer<Atomic<UInt64>>(bitPattern: UInt(address)) else { continue }
            let first = block * BucketLayout.cellsPerBlock
            for cell in first..<min(first + BucketLayout.cellsPerBlock, self.cells.count) {
                self.add(values[cell - first].load(ordering: .relaxed), to: cell)
            }
        }
        // Values without a block are known by their classic bucket only: they count as its upper bound.
        for bucket in 0...self.layout.bounds.count {
            let count = header[self.layout.firstSpareCell + bucket].load(ordering: .relaxed)
            let isLast = bucket == self.layout.bounds.count
            self.add(count, to: isLast ? self.cells.count - 1 : self.layout.classicCells[bucket])
        }
    }

    private mutating func add(_ count: UInt64, to cell: Int) {
        self.cells[cell] &+= count
        self.count &+= count
    }

    /// Calls `body` with each classic bucket's cumulative count, +Inf last.
    func forEachClassicBucket(_ body: (_ bucket: Int, _ count: UInt64) -> Void) {
        var total: UInt64 = 0
        var next = 0
        for (bucket, last) in self.layout.classicCells.enumerated() {
            while next <= last {
                total &+= self.cells[next]
                next += 1
            }
            body(bucket, total)
        }
        body(self.layout.classicCells.count, self.count)
    }
}
