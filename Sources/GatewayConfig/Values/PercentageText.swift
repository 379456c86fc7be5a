/// Percentages as they are written: a number with at most 4 decimals, and `%`.
package enum PercentageText {
    package static let pattern = "^(0|[1-9][0-9]{0,2})(\\.[0-9]{1,4})?%$"

    /// The share, 1 for 100 %, or nil when the text is not a percentage.
    package static func share(_ text: String) -> Double? {
        guard let (number, unit) = Quantity.divide(text), unit == "%" else { return nil }
        let parts = number.split(separator: ".", omittingEmptySubsequences: false)
        guard parts.count <= 2, Quantity.whole(String(parts[0])) != nil, parts[0].count <= 3 else { return nil }
        if parts.count == 2, !(1...4).contains(parts[1].count) { return nil }
        return Double(number).map { $0 / 100 }
    }

    /// The shortest text of a share: 0.5 is `50%`.
    package static func text(_ share: Double) -> String {
        let tenThousandths = Int((share * 1_000_000).rounded())
        let (whole, rest) = tenThousandths.quotientAndRemainder(dividingBy: 10_000)
        if rest == 0 { return "\(whole)%" }
        var decimals = String(10_000 + rest).dropFirst()
        while decimals.last == "0" { decimals.removeLast() }
        return "\(whole).\(decimals)%"
    }

    /// What may have been meant; nil: no idea.
    static func suggestion(_ text: String) -> String? {
        let compact = text.filter { $0 != " " }
        guard let value = Double(compact.last == "%" ? String(compact.dropLast()) : compact), (0...100).contains(value)
        else { return nil }
        return Self.text(compact.last != "%" && value <= 1 ? value : value / 100)
    }
}
