/// Bounds of what a command may carry; every break is `invalid-parameter` with a JSON pointer and what is allowed.
package enum Input {
    /// Reasons that people give.
    package static let reason = 1...500
    /// Names of people, products and categories.
    package static let name = 1...200
    /// Names of providers and consumers.
    package static let provider = 1...64
    /// A provider's own names of payments.
    package static let externalID = 1...128
    /// Ids in one command.
    package static let ids = 1...200

    /// Checks a length in Unicode scalars.
    /// - Throws: `invalid-parameter`, also for control characters (U+0000 cannot be stored by PostgreSQL).
    package static func text(_ text: String, _ pointer: String, _ length: ClosedRange<Int>) throws(Rejection) {
        guard length.contains(text.unicodeScalars.count), text.unicodeScalars.allSatisfy({ Self.isPrintable($0) })
        else {
            let bounds = "\(length.lowerBound) to \(length.upperBound)"
            throw .parameter(pointer, "must have \(bounds) characters, none of them a control character")
        }
    }

    /// - Throws: `invalid-parameter`.
    package static func number(
        _ value: some BinaryInteger,
        _ pointer: String,
        _ range: ClosedRange<Int64>
    ) throws(Rejection) {
        guard let number = Int64(exactly: value), range.contains(number) else {
            throw .parameter(pointer, "must be \(range.lowerBound) to \(range.upperBound)")
        }
    }

    /// - Throws: `invalid-parameter`.
    package static func count(_ items: Int, _ pointer: String, _ range: ClosedRange<Int>) throws(Rejection) {
        guard range.contains(items) else {
            throw .parameter(pointer, "must have \(range.lowerBound) to \(range.upperBound) items")
        }
    }

    private static func isPrintable(_ scalar: Unicode.Scalar) -> Bool { scalar.value >= 0x20 && scalar.value != 0x7F }
}
