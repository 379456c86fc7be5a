/// What a principal is.
public enum Role: Int16, Sendable, CaseIterable {
    case system = 0
    case member = 1
    case agent = 2
    case admin = 3
}

extension Role: NamedValue {
    /// The name in JSON, logs and labels.
    public var name: String {
        switch self {
        case .system: "system"
        case .member: "member"
        case .agent: "agent"
        case .admin: "admin"
        }
    }
}
