/// How large the head of a message may be (security.md section 2); trailer sections are held to the same limits.
package struct MessageLimits: Sendable, Equatable {
    /// From the first byte of the start line to the final CRLF, both included; at most ``largestHeadBytes``.
    package var headBytes = 32_768
    /// Field lines in one head.
    package var headerCount = 100
    /// One field line without its CRLF.
    package var fieldBytes = 16_384
    /// The request target as it was sent.
    package var targetBytes = 8_192

    /// Offsets into a head have 16 bits: larger limits than this count as this.
    package static let largestHeadBytes = 65_535

    /// The same limits, none of them over what the decoder can address.
    var bounded: MessageLimits {
        var limits = self
        limits.headBytes = min(self.headBytes, Self.largestHeadBytes)
        limits.fieldBytes = min(self.fieldBytes, Self.largestHeadBytes)
        limits.targetBytes = min(self.targetBytes, Self.largestHeadBytes)
        return limits
    }

    package init() {}

    package init(headBytes: Int, headerCount: Int, fieldBytes: Int, targetBytes: Int) {
        self.headBytes = headBytes
        self.headerCount = headerCount
        self.fieldBytes = fieldBytes
        self.targetBytes = targetBytes
    }
}
