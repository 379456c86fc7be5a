/// Whether a product can be ordered.
public enum ProductStatus: Int16, Sendable, CaseIterable {
    case active = 0
    case inactive = 1
}

extension ProductStatus: NamedValue {
    /// The name in JSON, logs and labels.
    public var name: String {
        switch self {
        case .active: "active"
        case .inactive: "inactive"
        }
    }
}
