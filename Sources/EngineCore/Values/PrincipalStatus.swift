/// Where a principal stands: invited (admins) -> active <-> suspended -> closed.
public enum PrincipalStatus: Int16, Sendable, CaseIterable {
    case invited = 0
    case active = 1
    case suspended = 2
    case closed = 3
}

extension PrincipalStatus: NamedValue {
    /// The name in JSON, logs and labels.
    public var name: String {
        switch self {
        case .invited: "invited"
        case .active: "active"
        case .suspended: "suspended"
        case .closed: "closed"
        }
    }
}
