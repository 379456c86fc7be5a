/// The settings that exist, with the values that each may have.
package enum SettingName: String, Sendable, CaseIterable {
    /// How many levels of agents earn on an order placed from now on, 0...2.
    case maxLevels = "commission.max_levels"

    /// The values allowed, as plain numbers.
    package var range: ClosedRange<Int> {
        switch self {
        case .maxLevels: 0...PlanRates.levelLimit
        }
    }

    /// The value in a working set, nil when it was never set.
    package func number(in set: borrowing WorkingSet) -> Int? {
        set.settings[self.rawValue].flatMap { Int($0.value) }.map {
            min(max($0, self.range.lowerBound), self.range.upperBound)
        }
    }

    /// - Throws: `invalid-parameter` that names `/value`.
    package func check(_ value: String) throws(Rejection) {
        guard let number = Int(value), String(number) == value, self.range.contains(number) else {
            throw .parameter("/value", "must be \(self.range.lowerBound) to \(self.range.upperBound)")
        }
    }
}
