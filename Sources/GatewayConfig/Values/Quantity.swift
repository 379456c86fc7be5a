/// A number followed by its unit.
enum Quantity {
    /// Divides after the last digit or dot, `1.5 h` into `1.5` and ` h`; nil when there is no number.
    static func divide(_ text: String) -> (number: String, unit: String)? {
        let number = text.prefix { $0 == "." || ("0"..."9").contains($0) }
        if number.isEmpty { return nil }
        return (String(number), String(text.dropFirst(number.count)))
    }

    /// A number of at most 15 digits, without leading zeros.
    static func whole(_ text: String) -> Int? {
        guard (1...15).contains(text.utf8.count), text.utf8.allSatisfy({ (0x30...0x39).contains($0) }) else {
            return nil
        }
        return text.utf8.first == 0x30 && text.utf8.count > 1 ? nil : Int(text)
    }

    /// A product, or the largest number when it is larger than that: it is out of every range.
    static func product(_ value: Int, _ scale: Int) -> Int {
        let (product, overflow) = value.multipliedReportingOverflow(by: scale)
        return overflow ? .max : product
    }
}
