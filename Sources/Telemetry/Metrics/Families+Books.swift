/// What the engine's books say: balances, commission, what is open, whether the rules hold.
extension Families {
    package static let gatewayEngineLedgerBalanceMinor = GaugeFamily(
        "gateway_engine_ledger_balance_minor",
        labels: [.index("ledger"), .closed("kind", EngineAccountLabel.self)],
        help: "Balance of an account of the platform in minor units of its currency."
    )
    package static let gatewayEngineCommissionMinor = CounterFamily(
        "gateway_engine_commission_minor_total",
        labels: [.index("ledger"), .closed("event", CommissionEventLabel.self)],
        help: "Commission in minor units of its currency, by what became of it."
    )
    package static let gatewayEnginePendingHolds = GaugeFamily(
        "gateway_engine_pending_holds",
        help: "Amounts held that wait to be posted or voided."
    )
    package static let gatewayEngineOutboxPendingEvents = GaugeFamily(
        "gateway_engine_outbox_pending_events",
        help: "Audit events that the slowest consumer has not taken."
    )
    package static let gatewayEngineOutboxOldestTimestamp = GaugeFamily(
        "gateway_engine_outbox_oldest_timestamp_seconds",
        unit: .seconds,
        help: "Time of the oldest event that a consumer has not taken."
    )
    package static let gatewayEngineUnreconciledItems = GaugeFamily(
        "gateway_engine_unreconciled_items",
        help: "Reconciliation items that nobody has resolved."
    )
    package static let gatewayEngineInvariantViolations = GaugeFamily(
        "gateway_engine_invariant_violations",
        labels: [.closed("invariant", EngineInvariantLabel.self)],
        help: "Rows that break a rule of the books; 0 when they balance."
    )
    package static let gatewayEngineInvariantsLastCheckTimestamp = GaugeFamily(
        "gateway_engine_invariants_last_check_timestamp_seconds",
        unit: .seconds,
        help: "When the rules of the books were last checked in full."
    )
    package static let gatewayEngineDurabilityDegraded = GaugeFamily(
        "gateway_engine_durability_degraded",
        labels: [.closed("reason", DurabilityLabel.self)],
        help: "1 while a power cut may take commits that were answered."
    )

    static let books: [FamilyDescriptor] = [
        gatewayEngineLedgerBalanceMinor.descriptor, gatewayEngineCommissionMinor.descriptor,
        gatewayEnginePendingHolds.descriptor, gatewayEngineOutboxPendingEvents.descriptor,
        gatewayEngineOutboxOldestTimestamp.descriptor, gatewayEngineUnreconciledItems.descriptor,
        gatewayEngineInvariantViolations.descriptor, gatewayEngineInvariantsLastCheckTimestamp.descriptor,
        gatewayEngineDurabilityDegraded.descriptor,
    ]
}
