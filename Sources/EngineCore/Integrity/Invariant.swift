package import Telemetry

/// A rule of the books, named as its gauge is.
public enum Invariant: String, Sendable, CaseIterable {
    /// I1: per ledger debits equal credits, posted and pending.
    case ledgerBalanced = "ledger_balanced"
    /// I2: an account's four sums are the fold of its transfers.
    case accountSums = "account_sums"
    /// I3: wallet and held are never overdrawn.
    case noOverdraft = "no_overdraft"
    /// I4: a pending transfer has at most one post or void, and none waits longer than it may.
    case holdsResolved = "holds_resolved"
    /// I19: transfers and events are numbered without gaps up to the chain head.
    case numbersGapFree = "numbers_gap_free"
    /// I5: an order's total and refunds are those of its lines.
    case orderTotals = "order_totals"
    /// I6: an order's transfers net to what its state says.
    case orderTransfers = "order_transfers"
    /// I7: commissions are at most the plan's cap, and what the snapshots give.
    case commissionCap = "commission_cap"
    /// I8: what was taken back is exactly what refunds take back.
    case clawbackExact = "clawback_exact"
    /// I9: agents' accounts hold what their commissions say.
    case agentBalances = "agent_balances"
    /// I10: statements say what their transfers say.
    case statements
    /// I17: money in and out is what requests and providers' items say.
    case externalReconciled = "external_reconciled"
    /// I11: nothing took effect twice.
    case effectOnce = "effect_once"
    /// I12: every change of state has exactly one event.
    case auditComplete = "audit_complete"
    /// I13: the chain of seals recomputes.
    case auditChain = "audit_chain"
    /// I14: the tree's closure is that of its parents.
    case treeClosure = "tree_closure"
    /// I15: sampled reads stay in scope; asked by the caller of reads, not here.
    case scopeSampled = "scope_sampled"
    /// I16: no consumer is behind for 5 minutes.
    case outboxDelivered = "outbox_delivered"
    /// I18: what a cache holds is the row of that version; asked with the cache's rows.
    case cacheFresh = "cache_fresh"
    /// I20: the last restored backup passes all others; asked by the drill.
    case restorePasses = "restore_passes"

    /// Checked every minute on what is new; the others each night.
    public var isContinuous: Bool {
        switch self {
        case .ledgerBalanced, .noOverdraft, .holdsResolved, .numbersGapFree, .effectOnce, .auditChain,
            .outboxDelivered:
            true
        default: false
        }
    }

    /// Whether the database alone can answer it.
    public var isAskedOfDatabase: Bool {
        switch self {
        case .scopeSampled, .cacheFresh, .restorePasses: false
        default: true
        }
    }

    /// The gauge's label.
    package var label: EngineInvariantLabel? { EngineInvariantLabel(rawValue: self.rawValue) }
}
