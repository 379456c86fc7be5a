import Glibc

/// Checks the value of `Host`: `name` or `address`, and perhaps a port (RFC 9110 section 7.2).
///
/// A name has letters, digits and `-._~` only: RFC 3986 also allows percent-encoding and `!$&'()*+,;=`, which no host is
/// called and which routers, caches and log readers take for something else.
enum HostValue {
    static let byteLimit = 255

    /// - Complexity: O(n) in the value's bytes; does not allocate.
    @inline(__always)
    static func isValid(_ value: UnsafeRawBufferPointer) -> Bool {
        guard (1...Self.byteLimit).contains(value.count) else { return false }
        var position = 0
        while position < value.count, ASCII.isUnreserved(value[position]) { position &+= 1 }
        if position == value.count { return true }
        if position == 0 {
            guard let end = Self.endOfAddress(value) else { return false }
            if end == value.count { return true }
            position = end
        }
        return value[position] == ASCII.colon && Self.isPort(UnsafeRawBufferPointer(rebasing: value[(position + 1)...]))
    }

    /// The offset after `[` IPv6 address `]`.
    @inline(never)
    private static func endOfAddress(_ value: UnsafeRawBufferPointer) -> Int? {
        guard value[0] == ASCII.bracketOpen else { return nil }
        // The longest text of an IPv6 address has 45 bytes; inet_pton wants a zero after it.
        var text = InlineArray<46, CChar>(repeating: 0)
        var count = 0
        while count < 45, count + 1 < value.count, value[count + 1] != ASCII.bracketClose {
            text[count] = CChar(truncatingIfNeeded: value[count + 1])
            count += 1
        }
        guard count + 1 < value.count, value[count + 1] == ASCII.bracketClose else { return nil }
        var address = (UInt64(0), UInt64(0))
        let isAddress = withUnsafeBytes(of: &text) { bytes in
            inet_pton(AF_INET6, bytes.assumingMemoryBound(to: CChar.self).baseAddress, &address) == 1
        }
        return isAddress ? count + 2 : nil
    }

    /// 1 to 65535 without leading zeros.
    private static func isPort(_ digits: UnsafeRawBufferPointer) -> Bool {
        guard (1...5).contains(digits.count), digits[0] != ASCII.zero else { return false }
        var port = 0
        for byte in digits {
            guard ASCII.isDigit(byte) else { return false }
            port = port * 10 + Int(byte - ASCII.zero)
        }
        return port <= 65_535
    }
}
