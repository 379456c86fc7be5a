/// A proposal that can be carried out: what to load, what to check, what to do.
protocol ApprovedExecuting: ApprovalPayload {
    func needs(_ needs: inout Needs)
    func accounts(_ set: borrowing WorkingSet, into refs: inout Set<AccountRef>)
    /// What must hold when it is proposed and again when it is carried out.
    func check(_ set: borrowing WorkingSet, _ context: borrowing Context) throws(Rejection)
    /// Checks, then carries it out with the events of what it changes; throws before its first effect.
    /// - Returns: What the reply says of it.
    func execute(
        _ approval: Approval,
        _ set: inout WorkingSet,
        _ context: inout Context
    ) throws(Rejection) -> [String: CanonicalJSON]
}

extension ApprovedExecuting {
    func accounts(_ set: borrowing WorkingSet, into refs: inout Set<AccountRef>) {}
}

extension ApprovalAction {
    /// Reads a payload of this action; nil if it is none.
    func proposal(_ text: String) -> (any ApprovedExecuting)? {
        switch self {
        case .adjustment: AdjustmentProposal(text: text)
        case .correction: CorrectionProposal(text: text)
        case .moveMember: MemberMoveProposal(text: text)
        case .addPlan: PlanProposal(text: text)
        case .closePeriod: PeriodCloseProposal(text: text)
        case .payoutBatch: PayoutBatchProposal(text: text)
        }
    }
}
