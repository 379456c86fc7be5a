import Synchronization

/// Where one writer's histograms get their blocks of cells: chunks that never move and are kept while the registry
/// lives.
///
/// - Important: Only the writer's owner makes blocks, without a lock.
@usableFromInline final class BlockArena: @unchecked Sendable {  // confined to the owner; the byte count is atomic
    typealias Cell = Atomic<UInt64>

    private static let blockBytes = BucketLayout.cellsPerBlock * 8
    private static let chunkBytes = 32 * blockBytes

    private let budget: SlotBudget
    private var chunks: [UnsafeMutableRawPointer] = []
    private var next: UnsafeMutableRawPointer?
    private var left = 0
    private let taken = Atomic<Int>(0)

    init(budget: SlotBudget) { self.budget = budget }

    deinit { for chunk in self.chunks { chunk.deallocate() } }

    /// Any thread.
    var byteCount: Int { self.taken.load(ordering: .relaxed) }

    /// 32 cells of value 0, on a 128-byte boundary.
    ///
    /// - Returns: Nil when the registry's memory is used up.
    /// - Complexity: Allocates for each 32nd block.
    func makeBlock() -> UnsafeMutablePointer<Cell>? {
        if self.left == 0 {
            guard self.budget.takeBlocks(Self.chunkBytes) else { return nil }
            let chunk = UnsafeMutableRawPointer.allocate(byteCount: Self.chunkBytes, alignment: 128)
            self.chunks.append(chunk)
            self.next = chunk
            self.left = Self.chunkBytes / Self.blockBytes
            self.taken.store(self.byteCount + Self.chunkBytes, ordering: .relaxed)
        }
        guard let block = self.next else { return nil }
        self.next = block + Self.blockBytes
        self.left -= 1
        let cells = block.bindMemory(to: Cell.self, capacity: BucketLayout.cellsPerBlock)
        for index in 0..<BucketLayout.cellsPerBlock { (cells + index).initialize(to: Atomic(0)) }
        return cells
    }
}
