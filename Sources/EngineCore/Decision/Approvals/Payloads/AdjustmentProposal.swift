/// `{"amount":1,"from":{…},"reason":"…","to":{…}}`: a transfer of code 90.
package struct AdjustmentProposal: ApprovalPayload {
    package static let action = ApprovalAction.adjustment
    package var from: AccountRef
    package var to: AccountRef
    /// Minor units.
    package var amount: Int64
    package var reason: String

    package init(from: AccountRef, to: AccountRef, amount: Int64, reason: String) {
        (self.from, self.to, self.amount, self.reason) = (from, to, amount, reason)
    }

    package var subjectID: ID? { nil }
    package var json: CanonicalJSON {
        .object([
            "amount": .int(self.amount), "from": self.from.json, "reason": .string(self.reason), "to": self.to.json,
        ])
    }

    package init?(json: CanonicalJSON) {
        guard let from = json["from"].flatMap({ AccountRef(json: $0) }),
            let to = json["to"].flatMap({ AccountRef(json: $0) }), let amount = json["amount"]?.int,
            let reason = json["reason"]?.string
        else { return nil }
        self.init(from: from, to: to, amount: amount, reason: reason)
    }
}
