/// What holds metric handles of an earlier plan, and lives on while exchanges use it.
///
/// Only when all of it is gone may the shard say that it has no such handle any more.
/// - Important: Confined to the shard's event loop.
struct RetiredHandles {
    private struct Holder {
        weak var object: AnyObject?
    }

    private var holders: [Holder] = []

    mutating func add(_ object: AnyObject) { self.holders.append(Holder(object: object)) }

    /// Whether nothing of it is left.
    mutating func areGone() -> Bool {
        if self.holders.isEmpty { return true }
        self.holders.removeAll { $0.object == nil }
        return self.holders.isEmpty
    }
}
