/// Whose money an account holds, and for what.
public enum AccountKind: Int16, Sendable, CaseIterable {
    case revenue = 1
    case commission = 2
    case suspense = 3
    case externalIn = 4
    case externalOut = 5
    case wallet = 10
    case held = 20
    case available = 21

    /// Platform accounts have the nil id as owner and no lower bound.
    public var isPlatform: Bool { self.rawValue < 10 }

    /// Whether the available amount may never fall below zero; agent.available may, by codes 23 and 91.
    public var isNeverNegative: Bool { self == .wallet || self == .held }
}

extension AccountKind: NamedValue {
    /// The name in JSON, logs and labels.
    public var name: String {
        switch self {
        case .revenue: "platform.revenue"
        case .commission: "platform.commission"
        case .suspense: "platform.suspense"
        case .externalIn: "external.in"
        case .externalOut: "external.out"
        case .wallet: "member.wallet"
        case .held: "agent.held"
        case .available: "agent.available"
        }
    }
}
