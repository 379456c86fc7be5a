/// Bounds of what a command may carry; every break is `invalid-parameter` with `parameter` and what is allowed.
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
    package static func text(_ text: String, _ parameter: String, _ length: ClosedRange<Int>) throws(Rejection) {
        let count = text.unicodeScalars.count
        guard length.contains(count), text.unicodeScalars.allSatisfy({ $0.value >= 0x20 && $0.value != 0x7F }) else {
            throw Self.refusal(
                parameter,
                ["min_length": .int(Int64(length.lowerBound)), "max_length": .int(Int64(length.upperBound))]
            )
        }
    }

    /// - Throws: `invalid-parameter` with `min` and `max`.
    package static func number(
        _ value: some BinaryInteger,
        _ parameter: String,
        _ range: ClosedRange<Int64>
    ) throws(Rejection) {
        guard let number = Int64(exactly: value), range.contains(number) else {
            throw Self.refusal(parameter, ["min": .int(range.lowerBound), "max": .int(range.upperBound)])
        }
    }

    /// - Throws: `invalid-parameter` with `min_items` and `max_items`.
    package static func count(_ items: Int, _ parameter: String, _ range: ClosedRange<Int>) throws(Rejection) {
        guard range.contains(items) else {
            throw Self.refusal(
                parameter,
                ["min_items": .int(Int64(range.lowerBound)), "max_items": .int(Int64(range.upperBound))]
            )
        }
    }

    /// `invalid-parameter` with the parameter's name and what is allowed instead.
    package static func refusal(_ parameter: String, _ allowed: [String: CanonicalJSON] = [:]) -> Rejection {
        var details = allowed
        details["parameter"] = .string(parameter)
        return Rejection(.invalidParameter, details)
    }
}
