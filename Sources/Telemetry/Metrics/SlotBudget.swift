import Synchronization

/// The slot memory of a registry: what its pages may take at most, and what blocks of histograms have taken.
final class SlotBudget: Sendable {
    private let limit: Int
    /// If every writer recorded into every page; set under the registry's lock.
    private let pageBytes = Atomic<Int>(0)
    private let taken = Atomic<Int>(0)

    init(limit: Int) { self.limit = limit }

    /// Taken for blocks, in bytes.
    var blockBytes: Int { self.taken.load(ordering: .relaxed) }

    func setPageBytes(_ bytes: Int) { self.pageBytes.store(bytes, ordering: .relaxed) }

    /// Takes memory for blocks.
    /// - Returns: False when the limit would be passed; nothing is taken then.
    func takeBlocks(_ bytes: Int) -> Bool {
        let taken = self.taken.wrappingAdd(bytes, ordering: .relaxed).newValue
        if taken + self.pageBytes.load(ordering: .relaxed) <= self.limit { return true }
        self.taken.wrappingSubtract(bytes, ordering: .relaxed)
        return false
    }
}
