import NIOCore

/// What the rules judge, taken out of a result: plain numbers, so that every rule can be tested alone.
package struct VerdictFigures: Sendable {
    package var counters = RequestCounters()
    package var isOpen = true
    /// In nanoseconds; nil without a value.
    package var latenessP99: Double?
    package var responseP50: Double?
    package var responseP999: Double?
    package var responseCount = 0
    package var peakCPUShare: Double?
    package var limits = OwnLimits()
    /// |L - X·W| / L, or nil when the run is too short to tell.
    package var littleGap: Double?
    package var stealShare: Double?
    /// How much the last two windows of the warm-up differ; nil without two.
    package var warmupDrift: Double?
    package var isColocated = false

    package init() {}

    /// Runs shorter than this, or with fewer requests, say nothing about Little's law.
    private static let littleSeconds = 1.0
    private static let littleCount = 100

    package init(_ result: RunResult) {
        let measured = result.measured
        self.counters = measured.counters
        self.isOpen = result.plan.model.isOpen
        self.latenessP99 = measured.latencies.lateness.nanoseconds(at: 99)
        self.responseP50 = measured.latencies.response.nanoseconds(at: 50)
        self.responseP999 = measured.latencies.response.nanoseconds(at: 99.9)
        self.responseCount = Int(measured.latencies.response.count)
        self.peakCPUShare = result.peakCPUShare
        self.limits = result.limits
        self.stealShare = result.stealShare
        self.isColocated = result.plan.settings.isColocated
        if result.windowSeconds >= Self.littleSeconds, self.responseCount >= Self.littleCount {
            self.littleGap = Self.littleGap(result)
        }
        self.warmupDrift = Self.warmupDrift(result)
    }

    /// Both sides of Little's law come from different books: the integral of a counter, and recorded latencies.
    private static func littleGap(_ result: RunResult) -> Double {
        let latencies = result.measured.latencies
        let recorded = Double(latencies.wait.sumNanoseconds + latencies.service.sumNanoseconds)
        let expected = recorded + Double(result.measured.unansweredNanoseconds)
        let level = Double(result.inFlightArea)
        var gap = level > 0 ? abs(level - expected) / level : (expected > 0 ? 1 : 0)
        // Closed: nobody thinks, so every user must be busy all the time.
        if !result.plan.model.isOpen, result.usersArea > 0 {
            gap = max(gap, abs(Double(result.busyArea) / Double(result.usersArea) - 1))
        }
        return gap
    }

    private static func warmupDrift(_ result: RunResult) -> Double? {
        let warmupSeconds = Double(result.plan.settings.warmup.nanoseconds) / 1e9
        guard let column = SeriesRow.columns.firstIndex(of: "ok") else { return nil }
        let rows = result.series.rows.filter { row in
            row.values[0].map { $0 + Double(result.series.interval) <= warmupSeconds } ?? false
        }
        guard rows.count >= 2, let last = rows[rows.count - 1].values[column],
            let before = rows[rows.count - 2].values[column], max(last, before) > 0
        else { return nil }
        return abs(last - before) / max(last, before)
    }
}
