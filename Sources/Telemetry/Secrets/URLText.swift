/// Texts in which URLs may stand that carry a user name and password.
package enum URLText {
    /// The text with `[redacted]@` in place of what stands between `://` and `@`.
    ///
    /// - Returns: Nil when there is no such URL in it.
    /// - Complexity: O(n).
    package static func withoutUserInfo(_ text: String) -> String? {
        let bytes = Array(text.utf8)
        var result: [UInt8] = []
        var copied = 0
        var index = 0
        while index + 2 < bytes.count {
            guard bytes[index] == 0x3A, bytes[index + 1] == 0x2F, bytes[index + 2] == 0x2F else {
                index += 1
                continue
            }
            let start = index + 3
            var end = start
            var at: Int?
            while end < bytes.count, !Self.endsAuthority(bytes[end]) {
                if bytes[end] == 0x40 { at = end }
                end += 1
            }
            if let at {
                result += bytes[copied..<start]
                result += Array("[redacted]".utf8)
                copied = at
            }
            index = end
        }
        if copied == 0 { return nil }
        return String(decoding: result + bytes[copied...], as: UTF8.self)
    }

    /// `/`, `?`, `#`, quotes, blanks and controls.
    private static func endsAuthority(_ byte: UInt8) -> Bool {
        byte <= 0x20 || [0x2F, 0x3F, 0x23, 0x22, 0x27, 0x3C, 0x3E].contains(byte)
    }
}
