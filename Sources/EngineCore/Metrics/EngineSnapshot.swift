/// The gauges of a sequencer as they stood after its last batch; exported when somebody scrapes.
struct EngineSnapshot: Sendable {
    struct Balance: Hashable, Sendable {
        var ledgerID: Int16
        var kind: AccountKind
    }

    var inFlight = 0
    /// Microseconds; nil: none yet.
    var lastCommit: Int64?
    var chainBatch: Int64?
    /// Platform accounts as this process saw them last.
    var balances: [Balance: Int64] = [:]
}
