/// Whether all records are accounted for.
package enum LedgerBalanceCheck {
    package static func evaluate(_ figures: GatewayFigures) -> Finding {
        let name = "log_pipeline_ledger_imbalance_events"
        let bad = figures.last.all(name).filter { $0.value != 0 }
        if bad.isEmpty { return .ok(.ledgerBalance, "every record is delivered, queued or counted as lost") }
        let text = bad.map { "\($0.labels["sink"] ?? "?"): \(DoctorText.number($0.value))" }.sorted()
        return .failed(
            .ledgerBalance,
            "records unaccounted for, \(text.joined(separator: ", "))",
            fix:
                "Keep the app log and the metrics, report the fault, and run watchgate doctor --delivery for what is lost."
        )
    }
}
