/// Texts as they may stand in a label.
enum LabelText {
    static let byteLimit = 128

    /// At most 128 bytes, cut between two scalars.
    ///
    /// Texts of Swift are valid UTF-8 already.
    static func cut(_ text: String) -> String {
        if text.utf8.count <= self.byteLimit { return text }
        var end = text.utf8.index(text.startIndex, offsetBy: self.byteLimit)
        while text.utf8[end] & 0xC0 == 0x80 { end = text.utf8.index(before: end) }
        return String(text[..<end])
    }

    /// Appends `name="value"`, with backslash, quote and newline escaped as all text formats want it.
    static func append(_ name: String, _ value: String, to bytes: inout [UInt8]) {
        bytes += name.utf8
        bytes += [UInt8(ascii: "="), UInt8(ascii: "\"")]
        for byte in value.utf8 {
            switch byte {
            case UInt8(ascii: "\\"): bytes += "\\\\".utf8
            case UInt8(ascii: "\""): bytes += "\\\"".utf8
            case UInt8(ascii: "\n"): bytes += "\\n".utf8
            default: bytes.append(byte)
            }
        }
        bytes.append(UInt8(ascii: "\""))
    }
}
