/// Where money on its way stands.
///
/// ```
/// deposit               initiated -> confirmed, failed; confirmed -> reversed
/// withdrawal, payout    requested -> approved -> processing -> paid, failed; requested -> rejected, cancelled
/// ```
public enum CashState: Int16, Sendable, CaseIterable {
    case initiated = 0
    case confirmed = 1
    case failed = 2
    case reversed = 3
    case requested = 4
    case approved = 5
    case processing = 6
    case paid = 7
    case rejected = 8
    case cancelled = 9
}

extension CashState: NamedValue {
    /// The name in JSON, logs and labels.
    public var name: String {
        switch self {
        case .initiated: "initiated"
        case .confirmed: "confirmed"
        case .failed: "failed"
        case .reversed: "reversed"
        case .requested: "requested"
        case .approved: "approved"
        case .processing: "processing"
        case .paid: "paid"
        case .rejected: "rejected"
        case .cancelled: "cancelled"
        }
    }
}
