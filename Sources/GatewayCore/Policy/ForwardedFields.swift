import Glibc

/// The `X-Forwarded-*` fields: written for the upstream, read only from trusted proxies.
package enum ForwardedFields {
    /// `X-Forwarded-For: <peer>` and `X-Forwarded-Proto: http`, with their line ends.
    static func render(peer: ClientKey) -> [UInt8] {
        var bytes = Array("X-Forwarded-For: ".utf8)
        bytes += Self.text(of: peer)
        bytes += Array("\r\nX-Forwarded-Proto: http\r\n".utf8)
        return bytes
    }

    /// An address as text: `203.0.113.7` or `2001:db8::1`.
    package static func text(of key: ClientKey) -> [UInt8] {
        var buffer = [CChar](repeating: 0, count: Int(INET6_ADDRSTRLEN))
        if key.isIPv4 {
            var address = UInt32(truncatingIfNeeded: key.low).bigEndian
            inet_ntop(AF_INET, &address, &buffer, socklen_t(buffer.count))
        } else {
            var words = (key.high.bigEndian, key.low.bigEndian)
            inet_ntop(AF_INET6, &words, &buffer, socklen_t(buffer.count))
        }
        return buffer.prefix { $0 != 0 }.map { UInt8(bitPattern: $0) }
    }

    /// All `X-Forwarded-For` lines as one list, in order (RFC 9110 section 5.3).
    static func chain(_ head: borrowing RequestHead) -> [UInt8] {
        var chain: [UInt8] = []
        for entry in head.fields where entry.name == .xForwardedFor && entry.valueLength > 0 {
            if !chain.isEmpty { chain += [UInt8(ascii: ","), 0x20] }
            head.withValue(of: entry) { chain += $0 }
        }
        return chain
    }

    /// The client a chain of trusted proxies names: the right-most address that is not itself trusted.
    /// - Returns: Nil when an element is no address: such a chain proves nothing.
    package static func client(in value: UnsafeRawBufferPointer, isTrusted: (ClientKey) -> Bool) -> ClientKey? {
        var client: ClientKey?
        for element in value.split(separator: UInt8(ascii: ","), omittingEmptySubsequences: false).reversed() {
            guard let key = Self.parse(element) else { return nil }
            client = key
            if !isTrusted(key) { return key }
        }
        return client
    }

    /// Reads one address, blanks around it allowed.
    package static func parse(_ element: some Collection<UInt8>) -> ClientKey? {
        let blanks: Set<UInt8> = [0x20, 0x09]
        let text = Array(element.drop { blanks.contains($0) }.reversed().drop { blanks.contains($0) }.reversed())
        guard !text.isEmpty, text.count < 46, !text.contains(0) else { return nil }
        let terminated = text.map { CChar(bitPattern: $0) } + [0]
        var v4: UInt32 = 0
        if inet_pton(AF_INET, terminated, &v4) == 1 {
            return ClientKey(high: 0, low: 0x0000_FFFF_0000_0000 | UInt64(UInt32(bigEndian: v4)))
        }
        var words: (UInt64, UInt64) = (0, 0)
        guard inet_pton(AF_INET6, terminated, &words) == 1 else { return nil }
        return ClientKey(high: UInt64(bigEndian: words.0), low: UInt64(bigEndian: words.1))
    }
}
