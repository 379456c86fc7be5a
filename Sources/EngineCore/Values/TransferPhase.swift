/// Whether a transfer stands alone or is a step of a hold.
public enum TransferPhase: Int16, Sendable, CaseIterable {
    case single = 0
    case pending = 1
    case post = 2
    case void = 3
}

extension TransferPhase: NamedValue {
    /// The name in JSON, logs and labels.
    public var name: String {
        switch self {
        case .single: "single"
        case .pending: "pending"
        case .post: "post"
        case .void: "void"
        }
    }
}
