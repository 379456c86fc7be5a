/// A second of the Gregorian calendar in UTC.
package struct CivilTime {
    package var year: Int
    package var month: Int
    package var day: Int
    package var hour: Int
    package var minute: Int
    package var second: Int

    /// - Parameter seconds: Since 1970, in `0..<253_402_300_800`.
    package init(secondsSince1970 seconds: Int64) {
        let (days, rest) = Int(seconds).quotientAndRemainder(dividingBy: 86_400)
        (self.hour, self.minute, self.second) = (rest / 3600, rest / 60 % 60, rest % 60)
        // Howard Hinnant's civil_from_days: years that begin in March, in eras of 400 years.
        let shifted = days + 719_468
        let era = shifted / 146_097
        let dayOfEra = shifted % 146_097
        let yearOfEra = (dayOfEra - dayOfEra / 1460 + dayOfEra / 36_524 - dayOfEra / 146_096) / 365
        let dayOfYear = dayOfEra - (365 * yearOfEra + yearOfEra / 4 - yearOfEra / 100)
        let shiftedMonth = (5 * dayOfYear + 2) / 153
        self.day = dayOfYear - (153 * shiftedMonth + 2) / 5 + 1
        self.month = shiftedMonth < 10 ? shiftedMonth + 3 : shiftedMonth - 9
        self.year = yearOfEra + era * 400 + (self.month <= 2 ? 1 : 0)
    }

    /// `2026-03-01T12:00:00`.
    package var text: String {
        let date = "\(Self.padded(self.year, 4))-\(Self.padded(self.month))-\(Self.padded(self.day))"
        return date + "T\(Self.padded(self.hour)):\(Self.padded(self.minute)):\(Self.padded(self.second))"
    }

    /// `20260301T120000Z`, for names of files.
    package var compactText: String {
        let date = Self.padded(self.year, 4) + Self.padded(self.month) + Self.padded(self.day)
        return date + "T" + Self.padded(self.hour) + Self.padded(self.minute) + Self.padded(self.second) + "Z"
    }

    private static func padded(_ number: Int, _ width: Int = 2) -> String {
        let digits = String(number)
        return String(repeating: "0", count: max(0, width - digits.count)) + digits
    }
}
