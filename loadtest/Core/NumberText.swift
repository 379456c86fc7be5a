/// Writes numbers for people, without Foundation's formatters.
package enum NumberText {
    /// A number with a fixed count of decimals.
    ///
    /// - Parameters:
    ///   - value: A finite number of a magnitude under 1e15; anything else gives Swift's own text.
    ///   - decimals: 0 to 6.
    /// - Returns: Such as `12.30`; never `-0.00`.
    package static func fixed(_ value: Double, _ decimals: Int) -> String {
        var scale = 1.0
        for _ in 0..<decimals { scale *= 10 }
        guard value.isFinite, abs(value) * scale < 9e18 else { return "\(value)" }
        let digits = String(UInt64((abs(value) * scale).rounded()))
        let sign = value < 0 && digits.contains { $0 != "0" } ? "-" : ""
        if decimals == 0 { return sign + digits }
        let padded = String(repeating: "0", count: max(0, decimals + 1 - digits.count)) + digits
        return sign + padded.dropLast(decimals) + "." + padded.suffix(decimals)
    }

    /// A number with up to three decimals and no zeros at the end.
    package static func shortest(_ value: Double) -> String {
        var text = Self.fixed(value, 3)
        guard text.contains(".") else { return text }
        while text.last == "0" { text.removeLast() }
        if text.last == "." { text.removeLast() }
        return text
    }

    /// A number of nanoseconds with a unit that suits its size, three significant digits or more.
    package static func duration(nanoseconds: Double) -> String {
        switch nanoseconds {
        case ..<1_000_000: "\(Self.fixed(nanoseconds / 1e3, nanoseconds < 100_000 ? 1 : 0)) us"
        case ..<1_000_000_000: "\(Self.fixed(nanoseconds / 1e6, nanoseconds < 100_000_000 ? 2 : 0)) ms"
        default: "\(Self.fixed(nanoseconds / 1e9, 2)) s"
        }
    }

    /// A share from 0 to 1 as per cent.
    package static func percent(_ share: Double) -> String {
        "\(Self.shortest(share * 100)) %"
    }
}
