/// Reads a span of time as systemd writes it: `30s`, `1min 30s`, `500ms`; a number alone is seconds (systemd.time(7)).
package enum SystemdTimeSpan {
    private static let units: [String: Double] = [
        "us": 1, "usec": 1, "µs": 1, "ms": 1e3, "msec": 1e3, "": 1e6, "s": 1e6, "sec": 1e6, "second": 1e6,
        "seconds": 1e6, "m": 60e6, "min": 60e6, "minute": 60e6, "minutes": 60e6, "h": 3600e6, "hr": 3600e6,
        "hour": 3600e6, "hours": 3600e6, "d": 86_400e6, "day": 86_400e6, "days": 86_400e6,
    ]

    /// - Returns: Microseconds; nil for anything else. `infinity` is the longest there is.
    package static func microseconds(_ text: String) -> UInt64? {
        if text == "infinity" { return UInt64.max }
        var rest = text[...].drop { $0 == " " }
        if rest.isEmpty { return nil }
        var total = 0.0
        while !rest.isEmpty {
            let number = rest.prefix { $0.isASCII && ($0.isNumber || $0 == ".") }
            rest = rest[number.endIndex...].drop { $0 == " " }
            let unit = rest.prefix { $0.isLetter }
            rest = rest[unit.endIndex...].drop { $0 == " " }
            guard let value = Double(number), let factor = Self.units[String(unit)] else { return nil }
            total += value * factor
        }
        return total < 1e18 ? UInt64(total) : UInt64.max
    }
}
