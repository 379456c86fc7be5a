import EngineCore

/// A settlement period.
struct PlainPeriod: Sendable {
    var ledger: Int16
    var starts: Int64
    var ends: Int64
    var state = PeriodState.open
    /// How many entries of the journal belong to it and to the periods before.
    var journalEnd = 0
    /// The commit in which it began to close.
    var closingCommit = 0
    var issuedAgents: Set<ID> = []
    var closings: [ID: Int64] = [:]
}
