import EngineCore
import SQLStore

/// The smallest store: keys and the chain in memory, errors where a test wants them.
struct MemoryStore: EngineStore {
    /// An error, before the call has its effect or after it.
    struct Fault: Sendable {
        var code: StoreError.Code
        var isAfterEffect = false
    }

    var database = MemoryDatabase()
    private(set) var calls: [StoreCall] = []
    private(set) var abandons = 0
    /// Keys of each transaction that was opened.
    private(set) var opened: [Set<StoredOutcome.Key>] = []
    /// Asked before each call, with its number.
    var fault: (StoreCall, Int) -> Fault? = { _, _ in nil }
    /// A command with this key makes every commit fail.
    var poison: StoredOutcome.Key?
    private var isOpen = false

    mutating func open(_ needs: Needs, into set: inout WorkingSet) throws(StoreError) {
        precondition(!self.isOpen, "open inside a transaction")
        self.isOpen = true
        self.opened.append(needs.keys)
        let database = self.database
        try self.call(.open, &set) { set in
            for key in needs.keys { if let row = database.outcomes[key] { set.outcomes.load(row, isLocked: true) } }
        }
    }

    mutating func lock(_ refs: [AccountRef], _ needs: Needs, into set: inout WorkingSet) throws(StoreError) {
        precondition(self.isOpen, "lock outside a transaction")
        let database = self.database
        try self.call(.lock, &set) { set in
            set.head = database.head
            for key in needs.keys { if let row = database.outcomes[key] { set.outcomes.load(row, isLocked: true) } }
        }
    }

    mutating func commit(_ set: borrowing WorkingSet) throws(StoreError) {
        precondition(self.isOpen, "commit outside a transaction")
        self.calls.append(.commit)
        if let poison, set.outcomes.inserted.contains(where: { $0.key == poison }) { throw Self.error(.statement) }
        let fault = self.fault(.commit, self.calls.count)
        if let fault, !fault.isAfterEffect { throw Self.error(fault.code) }
        self.database.apply(set)
        if let fault { throw Self.error(fault.code) }
        self.isOpen = false
    }

    mutating func abandon() {
        self.isOpen = false
        self.abandons += 1
    }

    private mutating func call(
        _ call: StoreCall,
        _ set: inout WorkingSet,
        _ effect: (inout WorkingSet) -> Void
    ) throws(StoreError) {
        self.calls.append(call)
        let fault = self.fault(call, self.calls.count)
        if let fault, !fault.isAfterEffect { throw Self.error(fault.code) }
        effect(&set)
        if let fault { throw Self.error(fault.code) }
    }

    static func error(_ code: StoreError.Code) -> StoreError {
        StoreError(code, cause: SQLError(.other, message: "planned \(code)"))
    }
}
