/// held -> released; held or released -> reversed once all of it was taken back.
public enum CommissionState: Int16, Sendable, CaseIterable {
    case held = 0
    case released = 1
    case reversed = 2
}

extension CommissionState: NamedValue {
    /// The name in JSON, logs and labels.
    public var name: String {
        switch self {
        case .held: "held"
        case .released: "released"
        case .reversed: "reversed"
        }
    }
}
