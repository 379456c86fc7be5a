import Logging

/// Writes an app record about the pipeline itself.
///
/// Never called inside the monitor.
typealias PipelineReport =
    @Sendable (
        _ level: Logger.Level, _ message: String, _ labels: [(key: String, value: String)]
    ) -> Void
