/// The run as it stands, for the progress line.
package struct RunProgress: Sendable {
    package var elapsedSeconds: Double
    package var isWarmup: Bool
    /// The phase under way.
    package var counters: RequestCounters
    package var inFlight: Int
    /// The last complete second of all threads.
    package var second: ProgressWindow
    package var latenessP99: Double?
    /// Work, not spin, as a share of the quota, over the last samples.
    package var cpuShare: Double?
}
