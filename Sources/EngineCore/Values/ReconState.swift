/// unmatched -> matched, ignored (with a reason) or adjusted (with a transfer).
public enum ReconState: Int16, Sendable, CaseIterable {
    case unmatched = 0
    case matched = 1
    case ignored = 2
    case adjusted = 3
}

extension ReconState: NamedValue {
    /// The name in JSON, logs and labels.
    public var name: String {
        switch self {
        case .unmatched: "unmatched"
        case .matched: "matched"
        case .ignored: "ignored"
        case .adjusted: "adjusted"
        }
    }
}
