package import NIOCore

/// The bounds of the metric registry.
package struct TelemetryPlan: Sendable, Equatable {
    /// Label sets in all; a histogram's is one.
    package var series = 10_000
    /// Label sets of a family that declares no limit and takes values from outside.
    package var familySeries = 500
    /// Memory into which threads record.
    package var bytes = 24 * 1_048_576
    /// Series without change are left out of scrapes after this time.
    package var idle = TimeAmount.hours(1)

    package init() {}
}
