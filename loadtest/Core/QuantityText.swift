/// Reads a number followed by a unit, such as `250ms` or `2000/s`.
package enum QuantityText {
    /// Splits a text into its number and what follows it.
    ///
    /// - Parameter text: Digits with at most one point, then a unit, possibly empty; blanks between them are allowed.
    /// - Returns: Nil when the text does not start with a plain number (no sign, no exponent).
    package static func split(_ text: some StringProtocol) -> (number: Double, unit: String)? {
        let trimmed = text.drop { $0 == " " }
        let digits = trimmed.prefix { $0.isASCII && ($0.isNumber || $0 == ".") }
        guard digits.first?.isNumber == true, digits.last?.isNumber == true, let number = Double(String(digits)) else {
            return nil
        }
        var unit = trimmed.dropFirst(digits.count).drop { $0 == " " }
        while unit.last == " " { unit = unit.dropLast() }
        return (number, String(unit))
    }
}
