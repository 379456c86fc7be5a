/// open -> closing -> issued, which never changes.
public enum PeriodState: Int16, Sendable, CaseIterable {
    case open = 0
    case closing = 1
    case issued = 2
}

extension PeriodState: NamedValue {
    /// The name in JSON, logs and labels.
    public var name: String {
        switch self {
        case .open: "open"
        case .closing: "closing"
        case .issued: "issued"
        }
    }
}
