/// `{"cap_ppm":1,"category":null,"hold_days":7,"ledger":1,"mode":"unilevel","rates":[1],"valid_from":null}`.
package struct PlanProposal: ApprovalPayload {
    package static let action = ApprovalAction.addPlan
    package var ledgerID: Int16
    package var category: String?
    package var mode: PlanMode
    package var rates: CanonicalJSON
    package var capPpm: Int32
    package var holdDays: Int16
    /// Microseconds; nil: from the approval on.
    package var validFrom: Int64?

    package init(
        ledgerID: Int16,
        category: String?,
        mode: PlanMode,
        rates: CanonicalJSON,
        capPpm: Int32,
        holdDays: Int16,
        validFrom: Int64?
    ) {
        self.ledgerID = ledgerID
        self.category = category
        self.mode = mode
        self.rates = rates
        self.capPpm = capPpm
        self.holdDays = holdDays
        self.validFrom = validFrom
    }

    package var subjectID: ID? { nil }
    package var json: CanonicalJSON {
        .object([
            "cap_ppm": .int(Int64(self.capPpm)), "category": self.category.map { .string($0) } ?? .null,
            "hold_days": .int(Int64(self.holdDays)), "ledger": .int(Int64(self.ledgerID)), "mode": .name(self.mode),
            "rates": self.rates, "valid_from": .int(self.validFrom),
        ])
    }

    package init?(json: CanonicalJSON) {
        guard let ledgerID = json["ledger"]?.int.flatMap({ Int16(exactly: $0) }),
            let mode = json["mode"]?.string.flatMap({ PlanMode(name: $0) }), let rates = json["rates"],
            let capPpm = json["cap_ppm"]?.int.flatMap({ Int32(exactly: $0) }),
            let holdDays = json["hold_days"]?.int.flatMap({ Int16(exactly: $0) }), let category = json["category"],
            category == .null || category.string != nil, let validFrom = json["valid_from"],
            validFrom == .null || validFrom.int != nil
        else { return nil }
        self.init(
            ledgerID: ledgerID,
            category: category.string,
            mode: mode,
            rates: rates,
            capPpm: capPpm,
            holdDays: holdDays,
            validFrom: validFrom.int
        )
    }
}
