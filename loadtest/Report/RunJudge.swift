/// Judges a finished run: objectives, rules, report.
package enum RunJudge {
    /// Applies objectives and rules.
    ///
    /// - Parameters:
    ///   - result: The run.
    ///   - command: How it was started, for the report.
    /// - Returns: The report, and the verdict that stands in it.
    package static func judge(_ result: RunResult, command: [String]) -> (report: Report, verdict: Verdict) {
        let given = result.plan.settings.objectives
        let defaults = Objective.defaults(for: result.plan.model, beside: given)
        let objectives =
            given.map { ObjectiveResult($0, isDefault: false, result: result) }
            + defaults.map { ObjectiveResult($0, isDefault: true, result: result) }
        let verdict = Verdict(
            figures: VerdictFigures(result),
            objectives: objectives,
            successes: result.warmup.counters.ok + result.measured.counters.ok,
            stop: result.stop
        )
        let report = ReportBuilder.report(
            result,
            verdict: verdict,
            objectives: objectives,
            machine: MachineFigures(),
            command: command
        )
        return (report, verdict)
    }
}
