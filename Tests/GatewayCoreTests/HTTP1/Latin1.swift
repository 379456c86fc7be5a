/// Bytes written as text: each scalar up to U+00FF is one byte.
enum Latin1 {
    static func bytes(_ text: String) -> [UInt8] {
        text.unicodeScalars.map { scalar in
            precondition(scalar.value < 256, "\(scalar) is not one byte")
            return UInt8(scalar.value)
        }
    }

    static func text(_ bytes: some Sequence<UInt8>) -> String {
        var text = String.UnicodeScalarView()
        for byte in bytes { text.append(Unicode.Scalar(byte)) }
        return String(text)
    }

    /// Whether `text` is what another program made of the same bytes when it took them for UTF-8.
    static func isSame(_ latin: String, asUTF8 text: String) -> Bool {
        if latin.utf8.elementsEqual(text.utf8) { return true }
        return String(decoding: Self.bytes(latin), as: UTF8.self).utf8.elementsEqual(text.utf8)
    }
}
