/// `{"ledger":1,"period":"…"}`; the ledger, so that the periods before it can be loaded.
package struct PeriodCloseProposal: ApprovalPayload {
    package static let action = ApprovalAction.closePeriod
    package var periodID: ID
    package var ledgerID: Int16

    package init(periodID: ID, ledgerID: Int16) { (self.periodID, self.ledgerID) = (periodID, ledgerID) }

    package var subjectID: ID? { self.periodID }
    package var json: CanonicalJSON {
        .object(["ledger": .int(Int64(self.ledgerID)), "period": .id(self.periodID)])
    }

    package init?(json: CanonicalJSON) {
        guard let periodID = json["period"]?.id, let ledgerID = json["ledger"]?.int.flatMap({ Int16(exactly: $0) })
        else { return nil }
        self.init(periodID: periodID, ledgerID: ledgerID)
    }
}
