/// awaiting_payment -> paid -> fulfilling -> fulfilled -> completed, or cancelled or expired.
public enum OrderState: Int16, Sendable, CaseIterable {
    case awaitingPayment = 0
    case paid = 1
    case fulfilling = 2
    case fulfilled = 3
    case completed = 4
    case cancelled = 5
    case expired = 6
}

extension OrderState: NamedValue {
    /// The name in JSON, logs and labels.
    public var name: String {
        switch self {
        case .awaitingPayment: "awaiting_payment"
        case .paid: "paid"
        case .fulfilling: "fulfilling"
        case .fulfilled: "fulfilled"
        case .completed: "completed"
        case .cancelled: "cancelled"
        case .expired: "expired"
        }
    }
}
