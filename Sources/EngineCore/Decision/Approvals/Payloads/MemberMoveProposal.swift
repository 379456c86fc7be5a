/// `{"agent":"…","member":"…"}`; agent null: the member belongs to nobody from then on.
package struct MemberMoveProposal: ApprovalPayload {
    package static let action = ApprovalAction.moveMember
    package var memberID: ID
    package var agentID: ID?

    package init(memberID: ID, agentID: ID?) { (self.memberID, self.agentID) = (memberID, agentID) }

    package var subjectID: ID? { self.memberID }
    package var json: CanonicalJSON { .object(["agent": .id(self.agentID), "member": .id(self.memberID)]) }

    package init?(json: CanonicalJSON) {
        guard let memberID = json["member"]?.id, let agent = json["agent"] else { return nil }
        guard agent == .null || agent.id != nil else { return nil }
        self.init(memberID: memberID, agentID: agent.id)
    }
}
