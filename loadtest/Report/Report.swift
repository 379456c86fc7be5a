/// The contents of `report.json`, a schema that is changed by additions only.
///
/// Parts without data are left out.
package struct Report: Codable, Sendable, Equatable {
    package static let schemaName = "watchgate.loadtest/1"

    package var schema = Report.schemaName
    /// The unit of every latency.
    package var latencyUnit = "us"
    package var run: Run
    package var environment: Environment
    package var plan: Plan
    package var verdict: Judgement
    package var objectives: [ObjectiveLine]
    /// The measured part.
    package var totals: Totals
    package var warmup: Totals
    package var steps: [Step]
    package var connections: Connections
    package var errors: [ErrorLine]
    package var series: Series
}
