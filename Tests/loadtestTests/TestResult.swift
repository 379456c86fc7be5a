import NIOCore
import loadtest

/// Results made by hand.
enum TestResult {
    static func result(plan: RunPlan, measured: PhaseStatistics, windowSeconds: Double) -> RunResult {
        var series = SeriesCollector(seconds: 3, threads: 1)
        for second in 0..<3 {
            var window = ProgressWindow()
            window.ok = second
            if second > 0 { window.response.record(.milliseconds(5)) }
            series.add(window, second: second)
        }
        series.finish()
        var result = RunResult(plan: plan, series: series)
        result.startedAt = 1_772_366_400_123_000_000
        result.endedAt = 1_772_366_412_000_000_000
        result.measured = measured
        result.windowSeconds = windowSeconds
        result.okInWindow = measured.counters.ok
        result.peakCPUShare = 0.5
        // Little's law holds.
        result.inFlightArea = measured.latencies.service.sumNanoseconds + measured.latencies.wait.sumNanoseconds
        return result
    }
}
