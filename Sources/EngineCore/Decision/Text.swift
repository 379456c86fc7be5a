/// Bounds of texts that people write.
package enum Text {
    /// The most bytes of a name, UTF-8.
    package static let nameLimit = 200
    /// The most bytes of a reason, UTF-8.
    package static let reasonLimit = 500

    /// - Throws: `invalid-parameter` for a text that is empty, longer than `limit` bytes or holds control characters.
    package static func check(_ text: String, at pointer: String, limit: Int) throws(Rejection) {
        let isPlain = text.unicodeScalars.allSatisfy { $0.properties.generalCategory != .control }
        guard (1...limit).contains(text.utf8.count), isPlain, text.contains(where: { !$0.isWhitespace }) else {
            throw .parameter(pointer, "must be 1 to \(limit) bytes without control characters")
        }
    }

    /// - Throws: `invalid-parameter` for a code that is not `range` long or holds more than ASCII letters, digits and
    ///   `extra`.
    package static func checkCode(
        _ code: String,
        at pointer: String,
        _ range: ClosedRange<Int>,
        extra: StaticString
    ) throws(Rejection) {
        let allowed = extra.description.utf8
        let isPlain = code.utf8.allSatisfy { byte in
            switch byte {
            case 0x30...0x39, 0x41...0x5A, 0x61...0x7A: true
            default: allowed.contains(byte)
            }
        }
        guard range.contains(code.utf8.count), isPlain else {
            throw .parameter(
                pointer,
                "must be \(range.lowerBound) to \(range.upperBound) ASCII letters, digits or \(extra)"
            )
        }
    }
}
