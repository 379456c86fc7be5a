/// The generator's own CPU over a sliding window of 10 s (rule V3): spin time does not count as work.
package struct CPUMonitor: Sendable {
    private struct Sample {
        var seconds: Double
        var cpuSeconds: Double
    }

    private static let windowSeconds = 10.0
    /// A shorter span is mostly the opening of connections.
    private static let leastSeconds = 1.0
    private let quota: Double
    private var samples: [Sample] = []
    private var hasFullWindow = false
    /// The busiest window so far, as a share of the quota; nil before the second sample.
    package private(set) var peakShare: Double?

    /// - Parameter quota: Cores that the generator may use, greater than zero.
    package init(quota: Double) {
        self.quota = quota
    }

    /// - Parameters:
    ///   - seconds: Time of the sample.
    ///   - cpuSeconds: CPU time of the process until then, less its spin time.
    package mutating func sample(at seconds: Double, cpuSeconds: Double) {
        self.samples.append(Sample(seconds: seconds, cpuSeconds: cpuSeconds))
        // One sample from before the window stays: the window is then at least 10 s long.
        while self.samples.count > 2, seconds - self.samples[1].seconds >= Self.windowSeconds {
            self.samples.removeFirst()
        }
        let first = self.samples[0]
        let span = seconds - first.seconds
        guard span >= Self.leastSeconds else { return }
        let share = (cpuSeconds - first.cpuSeconds) / span / self.quota
        // A window shorter than 10 s counts only until a full one exists: a short run is judged as a whole.
        let isFull = span >= Self.windowSeconds
        self.peakShare = isFull && self.hasFullWindow ? max(self.peakShare ?? 0, share) : share
        self.hasFullWindow = self.hasFullWindow || isFull
    }
}
