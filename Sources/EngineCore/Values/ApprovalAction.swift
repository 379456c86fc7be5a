/// What a second admin is asked for.
public enum ApprovalAction: Int16, Sendable, CaseIterable {
    case adjustment = 0
    case correction = 1
    case moveMember = 2
    case addPlan = 3
    case closePeriod = 4
    case payoutBatch = 5
}

extension ApprovalAction: NamedValue {
    /// The name in JSON, logs and labels.
    public var name: String {
        switch self {
        case .adjustment: "adjustment"
        case .correction: "correction"
        case .moveMember: "move_member"
        case .addPlan: "add_plan"
        case .closePeriod: "close_period"
        case .payoutBatch: "payout_batch"
        }
    }
}
