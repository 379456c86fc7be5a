/// Everything a run has found out: the threads' figures merged.
package struct RunResult: Sendable {
    package var plan: RunPlan
    /// Wall-clock time in nanoseconds since 1970.
    package var startedAt: Int64 = 0
    package var endedAt: Int64 = 0
    package var warmup = PhaseStatistics()
    package var measured = PhaseStatistics()
    package var limits = OwnLimits()
    /// Length of the measured part: from the end of the warm-up to the end of the schedule, the stop, or (with a number
    /// of requests) the last response.
    package var windowSeconds = 0.0
    /// Successes whose last byte fell into that time, whenever they began: the throughput's numerator.
    package var okInWindow = 0
    package var openedCount = 0
    package var reusedCount = 0
    /// Integral of measured requests in flight, in nanoseconds times requests.
    package var inFlightArea: Int64 = 0
    /// Closed run: integral of users busy or resting, and what it would be if none ever idled.
    package var busyArea: Int64 = 0
    package var usersArea: Int64 = 0
    package var peakCPUShare: Double?
    /// Cores the generator might use.
    package var cpuQuota = 1.0
    package var stealShare: Double?
    package var spinSeconds = 0.0
    package var series: SeriesCollector
    package var stop: RunControl.Stop?

    /// A result without a request.
    package init(plan: RunPlan, series: SeriesCollector) {
        self.plan = plan
        self.series = series
    }

    /// Successes per second in the measured part; zero for a part without length.
    package var rate: Double {
        self.windowSeconds > 0 ? Double(self.okInWindow) / self.windowSeconds : 0
    }
}
