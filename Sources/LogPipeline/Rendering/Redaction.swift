/// What of a peer's text may be logged (telemetry.md section 5): an allow-list.
enum Redaction {
    /// The origin and path of a `Referer` in up to two pieces, without what stands between them.
    ///
    /// Left out are the query and fragment, which carry tokens, and a user name and password before the host.
    static func referrer(
        _ text: UnsafeRawBufferPointer
    ) -> (front: UnsafeRawBufferPointer, rest: UnsafeRawBufferPointer) {
        let end = text.firstIndex { $0 == 0x3F || $0 == 0x23 } ?? text.count  // ? #
        guard let authority = Self.authorityStart(text, end) else {
            return (UnsafeRawBufferPointer(rebasing: text[..<end]), UnsafeRawBufferPointer(rebasing: text[end..<end]))
        }
        let authorityEnd = text[authority..<end].firstIndex { $0 == 0x2F || $0 == 0x5C } ?? end  // / \
        let host = text[authority..<authorityEnd].lastIndex { $0 == 0x40 }.map { $0 + 1 } ?? authority  // @
        return (
            UnsafeRawBufferPointer(rebasing: text[..<authority]), UnsafeRawBufferPointer(rebasing: text[host..<end])
        )
    }

    /// Behind the first `//`.
    private static func authorityStart(_ text: UnsafeRawBufferPointer, _ end: Int) -> Int? {
        var index = 0
        while index + 1 < end {
            if text[index] == 0x2F, text[index + 1] == 0x2F { return index + 2 }
            index += 1
        }
        return nil
    }

    /// A `Host` without its port; an IPv6 address keeps its brackets.
    @inline(__always)
    static func domain(_ text: UnsafeRawBufferPointer) -> UnsafeRawBufferPointer {
        guard let colon = text.lastIndex(of: 0x3A) else { return text }
        if text.last == 0x5D { return text }  // ]
        return UnsafeRawBufferPointer(rebasing: text[..<colon])
    }
}
