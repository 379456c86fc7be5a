/// How often the generator itself ran into a limit (rule V4).
package struct OwnLimits: Sendable, Equatable {
    /// EMFILE and ENFILE.
    package var fileDescriptors = 0
    /// EADDRNOTAVAIL: no free local port.
    package var ports = 0
    /// ENOBUFS and ENOMEM.
    package var buffers = 0
    /// Latencies over the histogram's top.
    package var histogramOverflow = 0
    /// Turns of an event loop that took more than 10 ms.
    package var slowTurns = 0
    /// The longest of them, in nanoseconds.
    package var longestTurnNanoseconds: Int64 = 0

    package init() {}

    package var count: Int {
        self.fileDescriptors + self.ports + self.buffers + self.histogramOverflow + self.slowTurns
    }

    package mutating func merge(_ other: OwnLimits) {
        self.fileDescriptors += other.fileDescriptors
        self.ports += other.ports
        self.buffers += other.buffers
        self.histogramOverflow += other.histogramOverflow
        self.slowTurns += other.slowTurns
        self.longestTurnNanoseconds = max(self.longestTurnNanoseconds, other.longestTurnNanoseconds)
    }
}
