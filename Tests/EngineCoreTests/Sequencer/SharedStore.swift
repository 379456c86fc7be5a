import EngineCore
import Glibc

/// A store over a ``SharedDatabase``: the head found at the lock must still be there at the commit.
struct SharedStore: EngineStore {
    let shared: SharedDatabase
    private var base = ChainHead.start

    init(_ shared: SharedDatabase) { self.shared = shared }

    mutating func open(_ needs: Needs, into set: inout WorkingSet) throws(StoreError) {
        let outcomes = self.shared.snapshot.database.outcomes
        for key in needs.keys { if let row = outcomes[key] { set.outcomes.load(row, isLocked: true) } }
    }

    mutating func lock(_ refs: [AccountRef], _ needs: Needs, into set: inout WorkingSet) throws(StoreError) {
        let database = self.shared.snapshot.database
        self.base = database.head
        set.head = database.head
        for key in needs.keys { if let row = database.outcomes[key] { set.outcomes.load(row, isLocked: true) } }
    }

    mutating func commit(_ set: borrowing WorkingSet) throws(StoreError) {
        while self.shared.snapshot.isBlocked { usleep(1_000) }
        // A copy of what is new: the lock's closure may not borrow the set.
        var next = self.shared.snapshot.database
        next.apply(set)
        let (base, size, result) = (self.base, set.outcomes.inserted.reduce(0) { count, _ in count + 1 }, next)
        let failure: StoreError.Code? = self.shared.withState { state in
            if !state.failures.isEmpty { return state.failures.removeFirst() }
            // Optimistic, where a real store holds the lock of the chain head.
            if state.database.head != base { return .contention }
            state.database = result
            state.batchSizes.append(size)
            return nil
        }
        if let failure { throw MemoryStore.error(failure) }
    }

    mutating func abandon() {}
}
