package import Telemetry

/// A count per log level.
package struct LevelCounts: Sendable {
    private var counts = InlineArray<7, UInt64>(repeating: 0)

    package init() {}

    /// - Parameter index: The level's place among all, `trace` is 0.
    package subscript(index: Int) -> UInt64 {
        get { self.counts[index] }
        set { self.counts[index] = newValue }
    }

    package subscript(level: LevelLabel) -> UInt64 {
        // Every level stands in the list of all levels.
        LevelLabel.allCases.firstIndex(of: level).map { self.counts[$0] } ?? 0
    }

    package var total: UInt64 {
        var total: UInt64 = 0
        for index in 0..<7 { total += self.counts[index] }
        return total
    }

    mutating func add(_ other: LevelCounts) {
        for index in 0..<7 { self.counts[index] += other.counts[index] }
    }
}
