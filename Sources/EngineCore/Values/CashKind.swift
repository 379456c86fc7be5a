/// Which way money goes, and whose it is.
public enum CashKind: Int16, Sendable, CaseIterable {
    case deposit = 0
    case withdrawal = 1
    case payout = 2
}

extension CashKind: NamedValue {
    /// The name in JSON, logs and labels.
    public var name: String {
        switch self {
        case .deposit: "deposit"
        case .withdrawal: "withdrawal"
        case .payout: "payout"
        }
    }
}
