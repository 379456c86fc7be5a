import Histogram
package import NIOCore

/// Latencies from 0.1 µs to 1 hour with three significant digits; unit 0.1 µs, about 0.2 MB.
package struct LatencyHistogram: Sendable {
    /// Nanoseconds of one unit.
    package static let unitNanoseconds: Int64 = 100
    /// One hour in units.
    package static let highest: UInt64 = 36_000_000_000

    private(set) var histogram: Histogram<UInt64>
    /// Values over an hour: counted, never clipped.
    package private(set) var overflowCount: UInt64 = 0
    /// The sum of all values, exact, in nanoseconds.
    package private(set) var sumNanoseconds: Int64 = 0

    package init() {
        self.init(digits: .three)
    }

    /// - Parameter digits: Two for windows of the time series (30 kB), three for everything else.
    init(digits: SignificantDigits) {
        self.histogram = Histogram(highestTrackableValue: Self.highest, numberOfSignificantValueDigits: digits)
    }

    /// A histogram read from a report.
    init(histogram: Histogram<UInt64>, overflowCount: UInt64 = 0) {
        self.histogram = histogram
        self.overflowCount = overflowCount
        self.sumNanoseconds = Int64(histogram.mean * Double(histogram.totalCount)) * Self.unitNanoseconds
    }

    package var count: UInt64 { self.histogram.totalCount }

    /// Adds one value; a negative one counts as zero.
    package mutating func record(_ amount: TimeAmount) {
        let nanoseconds = max(0, amount.nanoseconds)
        self.sumNanoseconds &+= nanoseconds
        let units = UInt64(nanoseconds + Self.unitNanoseconds / 2) / UInt64(Self.unitNanoseconds)
        // The counts go a little beyond the highest value, up to the next power of two.
        guard units <= Self.highest, self.histogram.record(units) else {
            self.overflowCount += 1
            return
        }
    }

    package mutating func merge(_ other: LatencyHistogram) {
        self.histogram.add(other.histogram)
        self.overflowCount += other.overflowCount
        self.sumNanoseconds &+= other.sumNanoseconds
    }

    package mutating func reset() {
        self.histogram.reset()
        self.overflowCount = 0
        self.sumNanoseconds = 0
    }

    /// - Parameter percentile: 0 to 100.
    /// - Returns: Nanoseconds; nil without a value.
    package func nanoseconds(at percentile: Double) -> Double? {
        guard self.count > 0 else { return nil }
        return Double(self.histogram.valueAtPercentile(percentile)) * Double(Self.unitNanoseconds)
    }

    /// The mean in nanoseconds; nil without a value.
    package var meanNanoseconds: Double? {
        guard self.count > 0 else { return nil }
        return self.histogram.mean * Double(Self.unitNanoseconds)
    }

    /// The largest value in nanoseconds, to the histogram's precision; nil without a value.
    package var maxNanoseconds: Double? { self.nanoseconds(at: 100) }
}
