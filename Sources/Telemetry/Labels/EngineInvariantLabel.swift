/// The rules that the books keep (I1 to I20).
package enum EngineInvariantLabel: String, ClosedLabel {
    case ledgerBalanced = "ledger_balanced"
    case accountSums = "account_sums"
    case noOverdraft = "no_overdraft"
    case holdsResolved = "holds_resolved"
    case numbersGapFree = "numbers_gap_free"
    case orderTotals = "order_totals"
    case orderTransfers = "order_transfers"
    case commissionCap = "commission_cap"
    case clawbackExact = "clawback_exact"
    case agentBalances = "agent_balances"
    case statements
    case externalReconciled = "external_reconciled"
    case effectOnce = "effect_once"
    case auditComplete = "audit_complete"
    case auditChain = "audit_chain"
    case treeClosure = "tree_closure"
    case scopeSampled = "scope_sampled"
    case outboxDelivered = "outbox_delivered"
    case cacheFresh = "cache_fresh"
    case restorePasses = "restore_passes"

    package var labelText: String { self.rawValue }
}
