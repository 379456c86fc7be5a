/// How a plan shares a line among the levels.
public enum PlanMode: Int16, Sendable, CaseIterable {
    case unilevel = 0
    case differential = 1
}

extension PlanMode: NamedValue {
    /// The name in JSON, logs and labels.
    public var name: String {
        switch self {
        case .unilevel: "unilevel"
        case .differential: "differential"
        }
    }
}
