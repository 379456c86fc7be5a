/// What kind of thing a product is; a charge (tax, shipping) earns no commission.
public enum ProductKind: Int16, Sendable, CaseIterable {
    case goods = 0
    case service = 1
    case membership = 2
    case charge = 3
}

extension ProductKind: NamedValue {
    /// The name in JSON, logs and labels.
    public var name: String {
        switch self {
        case .goods: "goods"
        case .service: "service"
        case .membership: "membership"
        case .charge: "charge"
        }
    }
}
