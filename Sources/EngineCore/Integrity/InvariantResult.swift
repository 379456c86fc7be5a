/// What one rule's check found.
public struct InvariantResult: Sendable, Hashable {
    /// Violations that are named; beyond it they are only counted.
    public static let namedLimit = 20

    /// The rule.
    public let invariant: Invariant
    /// All of them.
    public private(set) var count = 0
    /// The first ones.
    public private(set) var violations: [Violation] = []

    package init(_ invariant: Invariant) { self.invariant = invariant }

    mutating func add(_ violation: Violation) {
        self.count += 1
        if self.violations.count < Self.namedLimit { self.violations.append(violation) }
    }
}
