/// Work that time asks for, not a caller.
package enum Job: Int, CaseIterable, Sendable, Hashable {
    /// Voids holds whose time ran out: within 1 s.
    case holds
    /// Moves commission that is due from held to available.
    case releases
    /// Ends approvals that were open for 24 h.
    case approvals
    /// Makes the statements of closing periods, page by page.
    case statements
    /// Deletes idempotency keys older than 30 days.
    case keys
    /// Reads what is open, for the gauges.
    case gauges
    /// Checks the marked invariants on what is new.
    case invariants
    /// Checks all invariants on everything, each night.
    case allInvariants
}
