/// pending -> posted, voided or expired.
public enum HoldState: Int16, Sendable, CaseIterable {
    case pending = 0
    case posted = 1
    case voided = 2
    case expired = 3
}

extension HoldState: NamedValue {
    /// The name in JSON, logs and labels.
    public var name: String {
        switch self {
        case .pending: "pending"
        case .posted: "posted"
        case .voided: "voided"
        case .expired: "expired"
        }
    }
}
