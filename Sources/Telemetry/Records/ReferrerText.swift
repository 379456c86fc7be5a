/// What of a `Referer` may be logged: its origin and path (telemetry.md section 5).
package enum ReferrerText {
    /// Origin and path in up to two pieces, without what stands between them.
    ///
    /// Left out are the query and fragment, which carry tokens, and a user name and password before the host. What was
    /// reduced once stays as it is.
    package static func reduce(
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

    /// The same without the path; both pieces are empty when there is no origin.
    package static func origin(
        _ text: UnsafeRawBufferPointer
    ) -> (front: UnsafeRawBufferPointer, rest: UnsafeRawBufferPointer) {
        let (front, rest) = Self.reduce(text)
        let nothing = UnsafeRawBufferPointer(start: nil, count: 0)
        guard front.count >= 2, front[front.count - 1] == 0x2F, front[front.count - 2] == 0x2F,
            !front.dropLast(2).contains(0x2F)
        else { return (nothing, nothing) }
        let end = rest.firstIndex { $0 == 0x2F || $0 == 0x5C } ?? rest.count
        return (front, UnsafeRawBufferPointer(rebasing: rest[..<end]))
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
}
