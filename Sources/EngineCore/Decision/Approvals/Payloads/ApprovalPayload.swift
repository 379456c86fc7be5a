/// What a second admin is asked for, in the form that `approval.payload` keeps: canonical JSON, read back only by us.
package protocol ApprovalPayload: Sendable, Hashable {
    static var action: ApprovalAction { get }
    /// The row that `approval.subject_id` names, if it exists already.
    var subjectID: ID? { get }
    var json: CanonicalJSON { get }

    /// Reads ``json`` back; anything else gives nil.
    init?(json: CanonicalJSON)
}

extension ApprovalPayload {
    /// The text of `approval.payload`.
    package var text: String { self.json.text }

    /// Reads the text of `approval.payload`; text that ``text`` did not write gives nil.
    package init?(text: String) {
        guard let json = CanonicalJSON(text: text) else { return nil }
        self.init(json: json)
    }
}
