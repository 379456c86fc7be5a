/// Names that libraries chose, made into names that Prometheus and its linter accept (telemetry.md section 1, promlint
/// traps).
///
/// `http.server.requestDuration_ms` becomes `lib_http_server_request_duration_seconds` as a timer. Every name begins with
/// `lib_`, so none can be one of ours, and ends with its kind: `_total`, `_value`, `_distribution` or `_seconds`, so that
/// two kinds of one name do not meet.
package enum ForeignName {
    /// Bytes of a name without its end.
    package static let byteLimit = 96

    private static let units: Set = [
        "days", "day", "hours", "hour", "minutes", "minute", "weeks", "week", "bits", "milliseconds", "millis",
        "microseconds", "micros", "nanoseconds", "nanos", "kilobytes", "megabytes", "percent", "s", "ms", "us", "ns",
        "sec", "b", "kb", "mb", "gb", "m", "h", "d",
    ]
    private static let types: Set = ["gauge", "counter", "histogram", "summary"]
    /// What our ends or the formats mean something by, at the end of a name.
    private static let ends: Set = [
        "total", "count", "sum", "bucket", "created", "info", "gcount", "gsum", "seconds", "bytes", "ratio", "value",
        "distribution",
    ]
    private static let takenLabels: Set = ["le", "quantile", "job", "instance"]

    /// The name of a family.
    ///
    /// `end`: With its underscore.
    package static func family(_ name: String, end: String) -> String {
        var parts = Self.parts(name).filter { !Self.units.contains($0) && !Self.types.contains($0) }
        while let last = parts.last, Self.ends.contains(last) { parts.removeLast() }
        return Self.joined(["lib"] + (parts.isEmpty ? ["unnamed"] : parts)) + end
    }

    /// The name of a label.
    package static func label(_ name: String) -> String {
        let text = Self.joined(Self.parts(name))
        guard let first = text.utf8.first else { return "unnamed" }
        let isDigit = (UInt8(ascii: "0")...UInt8(ascii: "9")).contains(first)
        return isDigit || Self.takenLabels.contains(text) ? "label_\(text)" : text
    }

    private static func joined(_ parts: [String]) -> String {
        var result = ""
        for part in parts where result.utf8.count + part.utf8.count < Self.byteLimit {
            result += result.isEmpty ? part : "_\(part)"
        }
        return result
    }

    /// Words in lower case: whatever is neither letter nor digit of ASCII divides, and so does a capital after a small
    /// letter or digit.
    private static func parts(_ name: String) -> [String] {
        var parts: [String] = []
        var part = ""
        var wasSmall = false
        for byte in name.utf8 {
            let isCapital = (UInt8(ascii: "A")...UInt8(ascii: "Z")).contains(byte)
            let isSmall =
                (UInt8(ascii: "a")...UInt8(ascii: "z")).contains(byte)
                || (UInt8(ascii: "0")...UInt8(ascii: "9")).contains(byte)
            if !part.isEmpty, !(isSmall || isCapital) || (isCapital && wasSmall) {
                parts.append(part)
                part = ""
            }
            if isSmall || isCapital { part.unicodeScalars.append(Unicode.Scalar(isCapital ? byte | 0x20 : byte)) }
            wasSmall = isSmall
        }
        if !part.isEmpty { parts.append(part) }
        return parts
    }
}
