/// Who proposes and who approves; always two people (engine.md section 9, `x+y`).
extension ApprovalAction {
    /// An admin with one of these roles proposes.
    package var makers: AdminRoles {
        switch self {
        case .adjustment, .correction, .closePeriod, .payoutBatch: .finance
        case .moveMember: .operations
        case .addPlan: .super
        }
    }

    /// Another admin with one of these roles approves or rejects.
    package var checkers: AdminRoles {
        switch self {
        case .adjustment, .correction: .super
        case .addPlan, .closePeriod, .payoutBatch: .finance
        case .moveMember: .operations
        }
    }
}
