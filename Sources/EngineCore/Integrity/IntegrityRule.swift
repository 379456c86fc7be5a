import SQLStore

/// A query that answers the rows that break an invariant: an id or NULL, a number or NULL, and what is wrong.
struct IntegrityRule {
    /// What a query is told, in the order of its parameters.
    enum Input {
        /// The last transfer that was checked before; 0 for everything.
        case sinceTransfer
        case sinceEvent
        /// Microseconds.
        case now
    }

    let invariant: Invariant
    /// Whether it is also asked in incremental checks.
    let isIncremental: Bool
    let inputs: [Input]
    let query: ReadQuery

    init(
        _ invariant: Invariant,
        _ name: StaticString,
        isIncremental: Bool = false,
        inputs: [Input] = [],
        _ sql: String
    ) {
        (self.invariant, self.isIncremental, self.inputs) = (invariant, isIncremental, inputs)
        self.query = ReadQuery(name, inputs.map { _ in .int64 }, sql)
    }

    func values(since: IntegrityPosition, now: Int64) -> [SQLValue] {
        self.inputs.map { input in
            switch input {
            case .sinceTransfer: .int64(since.lastTransfer)
            case .sinceEvent: .int64(since.lastEvent)
            case .now: .int64(now)
            }
        }
    }

    static let all: [IntegrityRule] =
        Self.ledger + Self.numbers + Self.orders + Self.agents + Self.external + Self.effects + Self.audit + Self.tree

    /// The columns before `detail`.
    static func id(_ column: String) -> String { "\(column), CAST(NULL AS int8)" }
    static func number(_ column: String) -> String { "CAST(NULL AS uuid), CAST(\(column) AS int8)" }
}
