/// open -> approved, rejected or expired (24 h).
public enum ApprovalState: Int16, Sendable, CaseIterable {
    case open = 0
    case approved = 1
    case rejected = 2
    case expired = 3
}

extension ApprovalState: NamedValue {
    /// The name in JSON, logs and labels.
    public var name: String {
        switch self {
        case .open: "open"
        case .approved: "approved"
        case .rejected: "rejected"
        case .expired: "expired"
        }
    }
}
