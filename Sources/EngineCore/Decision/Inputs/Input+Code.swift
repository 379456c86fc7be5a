extension Input {
    /// Checks a code: a login, a referral code, a SKU.
    /// - Throws: `invalid-parameter` for a length outside `length`, or anything but ASCII letters, digits and `extra`.
    package static func code(
        _ code: String,
        _ pointer: String,
        _ length: ClosedRange<Int>,
        extra: StaticString = "-_."
    ) throws(Rejection) {
        let allowed = extra.description
        let isPlain = code.unicodeScalars.allSatisfy { scalar in
            switch scalar.value {
            case 0x30...0x39, 0x41...0x5A, 0x61...0x7A: true
            default: allowed.unicodeScalars.contains(scalar)
            }
        }
        guard length.contains(code.utf8.count), isPlain else {
            let bounds = "\(length.lowerBound) to \(length.upperBound)"
            throw .parameter(pointer, "must have \(bounds) ASCII letters, digits or \(allowed)")
        }
    }
}
