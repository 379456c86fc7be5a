/// How a run ends: PASS, FAIL or INVALID, with every reason.
package struct Verdict: Sendable, Equatable {
    package enum Result: String, Sendable {
        case pass = "PASS"
        case fail = "FAIL"
        case invalid = "INVALID"
    }

    package var result: Result
    /// The first that applies of: 130 and 143 (interrupted), 30 (no success), 20 (INVALID), 10 (objective missed), 0.
    package var exitCode: Int32
    package var reasons: [VerdictReason]
    package var warnings: [String]

    /// - Parameters:
    ///   - figures: Of the measured part.
    ///   - objectives: All of them, defaults included.
    ///   - successes: Of the whole run, warm-up included.
    ///   - stop: Why the run ended early, if it did.
    package init(
        figures: VerdictFigures,
        objectives: [ObjectiveResult],
        successes: Int,
        stop: RunControl.Stop?
    ) {
        let broken = VerdictRules.broken(figures)
        var failures = objectives.filter { $0.outcome != .met }.map { missed in
            VerdictReason(
                rule: "objective",
                limit: missed.objective.text,
                value: missed.valueText,
                text: missed.text
            )
        }
        if successes == 0 {
            failures.insert(
                VerdictReason(rule: "target", limit: "1 success", value: "0", text: "no request succeeded"),
                at: 0
            )
        }
        self.warnings = VerdictWarnings.texts(figures)
        self.reasons = broken + failures
        self.result = !broken.isEmpty ? .invalid : (failures.isEmpty ? .pass : .fail)
        switch stop {
        case .signal(let number):
            self.exitCode = 128 + number
            self.warnings.insert("interrupted by signal \(number): this is a partial report", at: 0)
        case .noSuccess: self.exitCode = 30
        case nil:
            self.exitCode = successes == 0 ? 30 : (!broken.isEmpty ? 20 : (failures.isEmpty ? 0 : 10))
        }
    }
}
