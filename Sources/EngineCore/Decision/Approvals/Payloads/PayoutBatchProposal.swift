/// `{"ledger":1,"requests":["…"],"total":5}`: payouts of one ledger, and what they came to when they were proposed.
package struct PayoutBatchProposal: ApprovalPayload {
    package static let action = ApprovalAction.payoutBatch
    package var ledgerID: Int16
    package var requestIDs: [ID]
    /// Minor units.
    package var total: Int64

    package init(ledgerID: Int16, requestIDs: [ID], total: Int64) {
        (self.ledgerID, self.requestIDs, self.total) = (ledgerID, requestIDs, total)
    }

    package var subjectID: ID? { nil }
    package var json: CanonicalJSON {
        .object([
            "ledger": .int(Int64(self.ledgerID)), "requests": .array(self.requestIDs.map { .id($0) }),
            "total": .int(self.total),
        ])
    }

    package init?(json: CanonicalJSON) {
        guard let ledgerID = json["ledger"]?.int.flatMap({ Int16(exactly: $0) }), let total = json["total"]?.int,
            let requests = json["requests"]?.array
        else { return nil }
        let requestIDs = requests.compactMap(\.id)
        guard requestIDs.count == requests.count else { return nil }
        self.init(ledgerID: ledgerID, requestIDs: requestIDs, total: total)
    }
}
