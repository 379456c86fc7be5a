/// Reads the value of a `Retry-After` field (RFC 9110 section 10.2.3).
package enum RetryAfter {
    /// The longest wait that is honoured, in seconds.
    static let limit: Int64 = 300
    private static let months = ["Jan", "Feb", "Mar", "Apr", "May", "Jun", "Jul", "Aug", "Sep", "Oct", "Nov", "Dec"]

    /// - Parameters:
    ///   - text: Seconds, or a date as `Sun, 06 Nov 1994 08:49:37 GMT`.
    ///   - now: Seconds since 1970.
    /// - Returns: How long to wait, at most 300 seconds; nil when the text is neither.
    package static func nanoseconds(_ text: String, now: Int64) -> UInt64? {
        let isNumber = !text.isEmpty && text.utf8.allSatisfy { $0 >= 0x30 && $0 <= 0x39 }
        if isNumber { return Self.capped(Int64(text) ?? .max) }
        return Self.date(text).map { Self.capped($0 - now) }
    }

    private static func capped(_ seconds: Int64) -> UInt64 { UInt64(min(max(seconds, 0), Self.limit)) * 1_000_000_000 }

    private static func date(_ text: String) -> Int64? {
        let words = text.split(separator: " ", omittingEmptySubsequences: false)
        guard words.count == 6, words[5] == "GMT", words[0].hasSuffix(","), let day = Self.number(words[1], 2),
            let month = Self.months.firstIndex(of: String(words[2])), let year = Self.number(words[3], 4)
        else { return nil }
        let time = words[4].split(separator: ":", omittingEmptySubsequences: false).map { Self.number($0, 2) }
        guard time.count == 3, let hour = time[0], let minute = time[1], let second = time[2],
            (1...31).contains(day), hour < 24, minute < 60, second <= 60, year >= 1970
        else { return nil }
        return Self.days(year, Int64(month) + 1, day) * 86_400 + hour * 3600 + minute * 60 + second
    }

    private static func number(_ text: Substring, _ digits: Int) -> Int64? {
        guard text.utf8.count == digits, text.utf8.allSatisfy({ $0 >= 0x30 && $0 <= 0x39 }) else { return nil }
        return Int64(text)
    }

    /// Days from 1970-01-01 in the Gregorian calendar; the year is counted from March, so a leap day is its last.
    private static func days(_ year: Int64, _ month: Int64, _ day: Int64) -> Int64 {
        let shifted = month > 2 ? year : year - 1
        let era = shifted / 400
        let yearOfEra = shifted - era * 400
        let dayOfYear = (153 * (month > 2 ? month - 3 : month + 9) + 2) / 5 + day - 1
        return era * 146_097 + yearOfEra * 365 + yearOfEra / 4 - yearOfEra / 100 + dayOfYear - 719_468
    }
}
