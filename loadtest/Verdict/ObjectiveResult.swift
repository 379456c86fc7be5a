/// An objective beside what was measured.
package struct ObjectiveResult: Sendable, Equatable {
    package enum Outcome: String, Sendable {
        case met, missed
        /// Too few samples to know, which is a miss.
        case notDecidable = "not decidable"
    }

    package var objective: Objective
    /// Not asked for by the user.
    package var isDefault: Bool
    /// In the unit of the objective's limit; nil without a value.
    package var value: Double?
    package var samples: Int
    package var outcome: Outcome

    /// - Parameters:
    ///   - objective: What was asked for.
    ///   - isDefault: Whether it is one of `Objective.defaults`.
    ///   - result: The measured part is judged, never the warm-up.
    package init(_ objective: Objective, isDefault: Bool, result: RunResult) {
        let counters = result.measured.counters
        self.objective = objective
        self.isDefault = isDefault
        self.samples = counters.planned
        var needed = 1
        switch objective.quantity {
        case .quantile(let quantile, let kind):
            let histogram = result.measured.latencies[kind]
            self.samples = Int(histogram.count)
            needed = quantile.neededSamples
            self.value = quantile.nanoseconds(of: histogram)
        case .rate: self.value = result.windowSeconds > 0 ? result.rate : nil
        case .errorRate:
            let failed = Double(counters.failed + counters.dropped)
            self.value = counters.planned > 0 ? failed / Double(counters.planned) : nil
        case .count:
            self.value = Double(counters.ok + counters.failed)
            needed = 0
        }
        guard let value = self.value, self.samples >= needed else {
            self.outcome = .notDecidable
            return
        }
        self.outcome = objective.comparison.holds(value, objective.limit) ? .met : .missed
    }

    /// The value with its unit, or why there is none.
    package var valueText: String {
        guard let value = self.value else { return "none (no sample)" }
        switch self.objective.quantity {
        case .quantile: return NumberText.duration(nanoseconds: value)
        case .rate: return "\(NumberText.shortest(value))/s"
        case .errorRate: return NumberText.percent(value)
        case .count: return NumberText.shortest(value)
        }
    }

    /// One line for people.
    package var text: String {
        let needed = if case .quantile(let quantile, _) = self.objective.quantity { quantile.neededSamples } else { 1 }
        let note = self.isDefault ? " (default)" : ""
        return switch self.outcome {
        case .met: "\(self.objective.text)\(note): met with \(self.valueText)"
        case .missed: "\(self.objective.text)\(note): missed with \(self.valueText)"
        case .notDecidable:
            "\(self.objective.text)\(note): not decidable, \(self.samples) samples of the \(needed) needed"
        }
    }
}
