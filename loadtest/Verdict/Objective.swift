/// One condition on the measured part, such as `p99(response) < 250ms`.
package struct Objective: Sendable, Equatable {
    package enum Quantity: Sendable, Equatable {
        case quantile(Quantile, LatencyKind)
        /// Successes per second.
        case rate
        /// (failed + dropped) / planned.
        case errorRate
        /// Requests with an outcome.
        case count
    }

    /// As it was written.
    package var text: String
    package var quantity: Quantity
    package var comparison: Comparison
    /// In nanoseconds, per second, as a share from 0 to 1, or plain.
    package var limit: Double

    package init(text: String, quantity: Quantity, comparison: Comparison, limit: Double) {
        self.text = text
        self.quantity = quantity
        self.comparison = comparison
        self.limit = limit
    }

    /// What holds without being asked for: a target that loses requests or does not keep the rate never passes.
    ///
    /// - Parameters:
    ///   - model: Of the run; a closed one has no planned rate.
    ///   - objectives: The given ones; each replaces the default of its kind.
    /// - Returns: None, one or both.
    package static func defaults(for model: LoadModel, beside objectives: [Objective]) -> [Objective] {
        var defaults: [Objective] = []
        if !objectives.contains(where: { $0.quantity == .errorRate }) {
            defaults.append(
                Objective(text: "error_rate < 1%", quantity: .errorRate, comparison: .less, limit: 0.01)
            )
        }
        if case .open(let rate) = model, !objectives.contains(where: { $0.quantity == .rate }) {
            let limit = rate.perSecond * 0.95
            defaults.append(
                Objective(
                    text: "rate >= \(NumberText.shortest(limit))/s",
                    quantity: .rate,
                    comparison: .greaterOrEqual,
                    limit: limit
                )
            )
        }
        return defaults
    }
}
