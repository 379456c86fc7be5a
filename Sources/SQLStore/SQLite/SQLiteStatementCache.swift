/// The statements that a connection keeps prepared, by the id of their query.
struct SQLiteStatementCache: ~Copyable {
    private enum State { case empty, ready, inUse }

    private let statements: UnsafeMutablePointer<SQLiteStatement>
    private let states: UnsafeMutablePointer<State>
    private let capacity: Int

    init(capacity: Int) {
        self.statements = .allocate(capacity: capacity)
        self.states = .allocate(capacity: capacity)
        self.states.initialize(repeating: .empty, count: capacity)
        self.capacity = capacity
    }

    deinit {
        for id in 0..<self.capacity where self.states[id] != .empty { (self.statements + id).deinitialize(count: 1) }
        self.statements.deallocate()
        self.states.deallocate()
    }

    /// Calls `body` with a query's statement, which is prepared if this is its first use, and reset afterwards.
    func withStatement<Result>(
        _ query: SQLiteQuery,
        prepare: () throws(SQLError) -> SQLiteStatement,
        _ body: (inout SQLiteStatement) throws(SQLError) -> Result
    ) throws(SQLError) -> Result {
        let id = query.id
        precondition(id >= 0 && id < self.capacity, "query \(query.name) has the id \(id)")
        precondition(self.states[id] != .inUse, "query \(query.name) is in use")
        let place = self.statements + id
        if self.states[id] == .empty { place.initialize(to: try prepare()) }
        precondition(place.pointee.isNamed(query.name), "query \(query.name) has the id of \(place.pointee.name)")
        self.states[id] = .inUse
        defer {
            place.pointee.reset()
            self.states[id] = .ready
        }
        let result = try body(&place.pointee)
        if let failure = place.pointee.failure { throw failure }
        return result
    }
}
