/// Optional whitespace of RFC 9110 section 5.6.3.
enum Blanks {
    /// The text without spaces and tabs around it.
    static func trimmed(_ text: String) -> String {
        let bytes = text.utf8
        if bytes.last != 0x20, bytes.last != 0x09, bytes.first != 0x20, bytes.first != 0x09 { return text }
        let front = bytes.drop { $0 == 0x20 || $0 == 0x09 }
        var end = front.endIndex
        while end > front.startIndex, [0x20, 0x09].contains(front[front.index(before: end)]) {
            end = front.index(before: end)
        }
        return String(decoding: front[..<end], as: UTF8.self)
    }
}
