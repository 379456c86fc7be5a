import Synchronization

/// The cells of one writer, in pages that never move and are never freed while the registry lives.
///
/// A cell's number is the same for all writers. A page is made when its writer first resolves a handle in it, so a
/// writer pays only for what it records. Pages lie on a 128-byte boundary: two writers never share a cache line, nor
/// the pair that the prefetcher takes.
final class SlotPages: @unchecked Sendable {  // pages are made under the registry's lock, cells are atomic
    typealias Cell = Atomic<UInt64>

    static let cellsPerPage = 1_024
    static let pageBytes = cellsPerPage * 8
    /// Room for 24 MiB of cells.
    static let pageLimit = 3_072
    static let directoryBytes = pageLimit * 8

    private let directory: UnsafeMutablePointer<Atomic<UnsafeMutableRawPointer?>>
    private let pageCount = Atomic<Int>(0)
    private let arena: BlockArena
    /// Which of the registry's writers it is.
    let number: Int
    /// The generation as of which the writer has dropped the handles of what went away.
    private let generation = Atomic<UInt64>(0)
    /// Sketches of open labels; under the registry's lock.
    private let sketchBytes = Atomic<Int>(0)

    init(number: Int, budget: SlotBudget) {
        self.number = number
        self.arena = BlockArena(budget: budget)
        self.directory = .allocate(capacity: Self.pageLimit)
        for index in 0..<Self.pageLimit { (self.directory + index).initialize(to: Atomic(nil)) }
    }

    deinit {
        for index in 0..<Self.pageLimit { self.directory[index].load(ordering: .relaxed)?.deallocate() }
        self.directory.deallocate()
    }

    /// Bytes taken by the directory, the pages that exist, the blocks of histograms and the sketches of open labels.
    var byteCount: Int {
        Self.directoryBytes + self.pageCount.load(ordering: .relaxed) * Self.pageBytes + self.arena.byteCount
            + self.sketchBytes.load(ordering: .relaxed)
    }

    var acknowledged: UInt64 { self.generation.load(ordering: .acquiring) }

    /// - Important: On the writer's thread: nothing it wrote before through old handles may come later.
    func acknowledge(_ generation: UInt64) { self.generation.store(generation, ordering: .releasing) }

    func addSketch(bytes: Int) { self.sketchBytes.wrappingAdd(bytes, ordering: .relaxed) }

    /// Sets the cells of a child that is gone to 0; a histogram keeps its blocks.
    ///
    /// - Important: Under the registry's lock, when the writer has no handle to them.
    func clear(at index: Int, count: Int, layout: BucketLayout?) {
        guard let cells = self.cells(at: index) else { return }
        guard let layout else { return cells.pointee.store(0, ordering: .relaxed) }
        for offset in 0..<count {
            let isBlock = offset >= BucketLayout.firstBlockCell && offset < layout.firstSpareCell
            if !isBlock, offset != BucketLayout.arenaCell { cells[offset].store(0, ordering: .relaxed) }
            guard isBlock else { continue }
            let address = UInt(cells[offset].load(ordering: .relaxed))
            guard let block = UnsafeMutablePointer<Cell>(bitPattern: address) else { continue }
            for cell in 0..<BucketLayout.cellsPerBlock { block[cell].store(0, ordering: .relaxed) }
        }
    }

    /// The first of the cells from `index` on, in a page that is made when it does not exist.
    ///
    /// - Important: Under the registry's lock.
    func makeCells(at index: Int) -> UnsafeMutablePointer<Cell> {
        let number = index / Self.cellsPerPage
        if let cells = self.cells(at: index) { return cells }
        let page = UnsafeMutableRawPointer.allocate(byteCount: Self.pageBytes, alignment: 128)
        let cells = page.bindMemory(to: Cell.self, capacity: Self.cellsPerPage)
        for offset in 0..<Self.cellsPerPage { (cells + offset).initialize(to: Atomic(0)) }
        self.directory[number].store(page, ordering: .releasing)
        self.pageCount.store(self.pageCount.load(ordering: .relaxed) + 1, ordering: .relaxed)
        return cells + index % Self.cellsPerPage
    }

    /// The same for a histogram, which makes its blocks by itself.
    ///
    /// - Important: Under the registry's lock.
    func makeHeader(at index: Int, exemplars: ExemplarSlots?) -> UnsafeMutablePointer<Cell> {
        let cells = self.makeCells(at: index)
        // The arena lives as long as these pages, and handles no longer.
        let arena = UInt(bitPattern: Unmanaged.passUnretained(self.arena).toOpaque())
        cells[BucketLayout.arenaCell].store(UInt64(arena), ordering: .relaxed)
        // The slots live as long as the child, as its cells do.
        let slots = exemplars.map { UInt64(UInt(bitPattern: $0.cells)) } ?? 0
        cells[BucketLayout.exemplarCell].store(slots, ordering: .relaxed)
        return cells
    }

    /// The same for a reader; nil: this writer never recorded there, so all its cells are 0.
    func cells(at index: Int) -> UnsafeMutablePointer<Cell>? {
        let page = self.directory[index / Self.cellsPerPage].load(ordering: .acquiring)
        return page.map { $0.assumingMemoryBound(to: Cell.self) + index % Self.cellsPerPage }
    }
}
