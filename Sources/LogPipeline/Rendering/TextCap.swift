import Telemetry

/// The caps of texts in a record, in bytes (telemetry.md section 5), and how a text is cut to one.
package enum TextCap {
    /// A whole line, its newline included.
    package static let line = 32_768
    package static let message = 2048
    package static let path = 1024
    package static let userAgent = 512
    package static let referrer = 512
    package static let domain = 255
    package static let method = 23
    package static let requestID = 64
    /// `address code` of all earlier attempts together.
    package static let failedAttempts = 1023
    package static let credential = 64
    package static let header = NamedTexts.valueLimit
    /// How much of a query is looked at.
    package static let query = 2047
    /// How many names of a query are written.
    package static let queryKeyCount = 32
    package static let queryKey = 64
    package static let labelCount = 32
    package static let label = 512
    package static let labelKey = 128
    /// Names of loggers, files, functions, threads and types.
    package static let name = 128

    /// Where to cut a text that is longer than its cap, so that it and `…` fit into the cap.
    ///
    /// A character is not cut in two, unless what looks like one is longer than UTF-8 allows.
    static func cut(_ text: UnsafeRawBufferPointer, cap: Int) -> Int {
        if text.count <= cap { return text.count }
        let limit = cap - 3
        var end = limit
        while end > 0, limit - end < 3, text[end] & 0xC0 == 0x80 { end -= 1 }
        return text[end] & 0xC0 == 0x80 ? limit : end
    }

    /// The same for texts of our own, without `…`.
    static func shortened(_ text: String, to cap: Int) -> String {
        text.utf8.count <= cap ? text : String(decoding: text.utf8.prefix(cap - 3), as: UTF8.self)
    }
}
