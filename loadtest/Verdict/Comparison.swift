/// How an objective's value and its limit are compared.
package enum Comparison: String, CaseIterable, Sendable {
    case lessOrEqual = "<="
    case greaterOrEqual = ">="
    case equal = "=="
    case less = "<"
    case greater = ">"

    package func holds(_ value: Double, _ limit: Double) -> Bool {
        switch self {
        case .lessOrEqual: value <= limit
        case .greaterOrEqual: value >= limit
        case .equal: value == limit
        case .less: value < limit
        case .greater: value > limit
        }
    }
}
