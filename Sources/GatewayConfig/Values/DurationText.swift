/// Durations as they are written: a whole number and `ms`, `s`, `m`, `h` or `d`.
package enum DurationText {
    package static let pattern = "^(0|[1-9][0-9]{0,14})(ms|s|m|h|d)$"
    private static let units: [(name: String, milliseconds: Int)] = [
        ("d", 86_400_000), ("h", 3_600_000), ("m", 60_000), ("s", 1_000), ("ms", 1),
    ]
    private static let spellings: [String: String] = [
        "millisecond": "ms", "milliseconds": "ms", "msec": "ms", "msecs": "ms", "millis": "ms",
        "sec": "s", "secs": "s", "second": "s", "seconds": "s",
        "min": "m", "mins": "m", "minute": "m", "minutes": "m",
        "hr": "h", "hrs": "h", "hour": "h", "hours": "h", "day": "d", "days": "d",
    ]

    /// Milliseconds, or nil when the text is not a duration.
    package static func milliseconds(_ text: String) -> Int? {
        guard let (number, unit) = Quantity.divide(text), let value = Quantity.whole(number) else { return nil }
        return Self.units.first { $0.name == unit }.map { Quantity.product(value, $0.milliseconds) }
    }

    /// The text with the largest unit that makes a whole number: 120 000 is `2m`.
    package static func text(_ milliseconds: Int) -> String {
        let unit = Self.units.first { milliseconds % $0.milliseconds == 0 && milliseconds != 0 } ?? ("s", 1_000)
        return "\(milliseconds / unit.milliseconds)\(unit.name)"
    }

    /// What may have been meant; nil: no idea.
    static func suggestion(_ text: String) -> String? {
        let compact = text.lowercased().filter { $0 != " " && $0 != "_" }
        guard let (number, unit) = Quantity.divide(compact), let value = Double(number), value < 1e9 else { return nil }
        if unit.isEmpty { return number.contains(".") ? nil : "\(number)s or \(number)ms" }
        let name = Self.spellings[unit] ?? unit
        guard let scale = Self.units.first(where: { $0.name == name })?.milliseconds else { return nil }
        let milliseconds = (value * Double(scale)).rounded()
        return Self.text(Int(milliseconds))
    }
}
