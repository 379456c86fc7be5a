/// `{"credit":{…},"debit":{…},"reason":"…","transfer":7}`: the reverse (code 91) of transfer 7 with its own two accounts.
package struct CorrectionProposal: ApprovalPayload {
    package static let action = ApprovalAction.correction
    package var transferSeq: Int64
    /// The account that the transfer took from; the correction gives back to it.
    package var debit: AccountRef
    /// The account that the transfer gave to; the correction takes from it.
    package var credit: AccountRef
    package var reason: String

    package init(transferSeq: Int64, debit: AccountRef, credit: AccountRef, reason: String) {
        (self.transferSeq, self.debit, self.credit, self.reason) = (transferSeq, debit, credit, reason)
    }

    package var subjectID: ID? { nil }
    package var json: CanonicalJSON {
        .object([
            "credit": self.credit.json, "debit": self.debit.json, "reason": .string(self.reason),
            "transfer": .int(self.transferSeq),
        ])
    }

    package init?(json: CanonicalJSON) {
        guard let transferSeq = json["transfer"]?.int, let debit = json["debit"].flatMap({ AccountRef(json: $0) }),
            let credit = json["credit"].flatMap({ AccountRef(json: $0) }), let reason = json["reason"]?.string
        else { return nil }
        self.init(transferSeq: transferSeq, debit: debit, credit: credit, reason: reason)
    }
}
