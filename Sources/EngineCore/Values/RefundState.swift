/// requested -> executed or rejected.
public enum RefundState: Int16, Sendable, CaseIterable {
    case requested = 0
    case executed = 1
    case rejected = 2
}

extension RefundState: NamedValue {
    /// The name in JSON, logs and labels.
    public var name: String {
        switch self {
        case .requested: "requested"
        case .executed: "executed"
        case .rejected: "rejected"
        }
    }
}
