/// Why money moved.
public enum TransferCode: Int16, Sendable, CaseIterable {
    /// external.in -> wallet.
    case deposit = 1
    /// wallet -> external.in, up to the available amount.
    case depositReversal = 2
    /// suspense -> external.in, what the wallet did not have.
    case depositShortfall = 3
    /// wallet -> revenue, pending.
    case orderHold = 10
    case orderPost = 11
    case orderVoid = 12
    /// revenue -> wallet.
    case refund = 13
    /// platform.commission -> held.
    case commissionAccrual = 20
    /// held -> available.
    case commissionRelease = 21
    /// held -> platform.commission.
    case clawbackHeld = 22
    /// available -> platform.commission, also below zero.
    case clawbackAvailable = 23
    /// wallet -> external.out, pending.
    case withdrawalHold = 30
    case withdrawalPost = 31
    case withdrawalVoid = 32
    /// available -> external.out, pending.
    case payoutHold = 40
    case payoutPost = 41
    case payoutVoid = 42
    /// any -> any, after two admins agreed.
    case adjustment = 90
    /// The reverse of one named transfer.
    case correction = 91

    /// Codes that may take agent.available below zero.
    public var mayOverdrawAvailable: Bool { self == .clawbackAvailable || self == .correction }
}

extension TransferCode: NamedValue {
    /// The name in JSON and statements.
    public var name: String {
        switch self {
        case .deposit: "deposit"
        case .depositReversal: "deposit_reversal"
        case .depositShortfall: "deposit_shortfall"
        case .orderHold: "order_hold"
        case .orderPost: "order_post"
        case .orderVoid: "order_void"
        case .refund: "refund"
        case .commissionAccrual: "commission_accrual"
        case .commissionRelease: "commission_release"
        case .clawbackHeld: "clawback_held"
        case .clawbackAvailable: "clawback_available"
        case .withdrawalHold: "withdrawal_hold"
        case .withdrawalPost: "withdrawal_post"
        case .withdrawalVoid: "withdrawal_void"
        case .payoutHold: "payout_hold"
        case .payoutPost: "payout_post"
        case .payoutVoid: "payout_void"
        case .adjustment: "adjustment"
        case .correction: "correction"
        }
    }
}
