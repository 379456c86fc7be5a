/// What of a peer's text may be logged (telemetry.md section 5): an allow-list.
enum Redaction {
    /// A `Host` without its port; an IPv6 address keeps its brackets.
    @inline(__always)
    static func domain(_ text: UnsafeRawBufferPointer) -> UnsafeRawBufferPointer {
        guard let colon = text.lastIndex(of: 0x3A) else { return text }
        if text.last == 0x5D { return text }  // ]
        return UnsafeRawBufferPointer(rebasing: text[..<colon])
    }
}
