package import NIOCore

/// Reads and writes durations as the contract spells them: `250ms`, `5s`, `2m`, `1h`, `30d`.
package enum DurationText {
    /// Nanoseconds of each unit.
    private static let units: [(name: String, nanoseconds: Double)] = [
        ("ns", 1), ("us", 1e3), ("µs", 1e3), ("ms", 1e6), ("s", 1e9), ("m", 60e9), ("h", 3_600e9), ("d", 86_400e9),
    ]

    /// - Parameter text: A number with a unit; a bare number is an error, because nobody can know what it means.
    /// - Returns: Nil for anything else, or for more than 1000 days.
    package static func parse(_ text: some StringProtocol) -> TimeAmount? {
        guard let (number, name) = QuantityText.split(text),
            let unit = Self.units.first(where: { $0.name == name })
        else { return nil }
        let nanoseconds = (number * unit.nanoseconds).rounded()
        guard nanoseconds <= 1_000 * 86_400e9 else { return nil }
        return .nanoseconds(Int64(nanoseconds))
    }

    /// The shortest exact spelling in one unit, down to nanoseconds.
    package static func text(_ amount: TimeAmount) -> String {
        let nanoseconds = amount.nanoseconds
        let steps: [(Int64, String)] = [(3_600_000_000_000, "h"), (60_000_000_000, "m"), (1_000_000_000, "s")]
        for (size, name) in steps where nanoseconds != 0 && nanoseconds % size == 0 {
            return "\(nanoseconds / size)\(name)"
        }
        if nanoseconds % 1_000_000 == 0 { return nanoseconds == 0 ? "0s" : "\(nanoseconds / 1_000_000)ms" }
        return nanoseconds % 1_000 == 0 ? "\(nanoseconds / 1_000)us" : "\(nanoseconds)ns"
    }
}
