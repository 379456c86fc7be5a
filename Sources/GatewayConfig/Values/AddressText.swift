import GatewayCore
import Glibc

/// IP addresses as texts (RFC 4291 section 2.2, RFC 6943 section 3.1.1: dotted decimal only).
package enum AddressText {
    /// An address, IPv4 as `::ffff:a.b.c.d`.
    package struct Address: Sendable, Equatable {
        package var high: UInt64
        package var low: UInt64
        package var isIPv4: Bool
    }

    /// Reads an address without brackets, port and zone; nil when the text is none.
    package static func parse(_ text: String) -> Address? {
        if text.utf8.count > 45 || text.utf8.contains(0) { return nil }
        var four = in_addr()
        if inet_pton(AF_INET, text, &four) == 1 {
            return Address(high: 0, low: 0xFFFF_0000_0000 | UInt64(UInt32(bigEndian: four.s_addr)), isIPv4: true)
        }
        var six = in6_addr()
        guard inet_pton(AF_INET6, text, &six) == 1 else { return nil }
        let words = withUnsafeBytes(of: &six) { bytes in
            (bytes.loadUnaligned(as: UInt64.self), bytes.loadUnaligned(fromByteOffset: 8, as: UInt64.self))
        }
        return Address(high: UInt64(bigEndian: words.0), low: UInt64(bigEndian: words.1), isIPv4: false)
    }

    /// The canonical text (RFC 5952).
    package static func text(_ address: Address) -> String {
        var buffer = [CChar](repeating: 0, count: 46)
        if address.isIPv4 {
            var four = in_addr(s_addr: UInt32(truncatingIfNeeded: address.low).bigEndian)
            inet_ntop(AF_INET, &four, &buffer, socklen_t(buffer.count))
        } else {
            var words = (address.high.bigEndian, address.low.bigEndian)
            inet_ntop(AF_INET6, &words, &buffer, socklen_t(buffer.count))
        }
        return String(decoding: buffer.prefix { $0 != 0 }.map { UInt8(bitPattern: $0) }, as: UTF8.self)
    }

    /// Reads `10.0.0.0/8`, `2001:db8::/32` or a single address.
    static func block(_ text: String) throws(Problem) -> AddressBlock {
        let parts = text.split(separator: "/", maxSplits: 1, omittingEmptySubsequences: false).map(String.init)
        let expected = "write a block such as 10.0.0.0/8 or 2001:db8::/32, or one address"
        guard let address = Self.parse(parts[0]) else {
            throw Problem(.addressBlock, "\(Problem.quoted(text)) is not a block of addresses", expected)
        }
        let width = address.isIPv4 ? 32 : 128
        guard parts.count == 1 || (Quantity.whole(parts[1]) ?? Int.max) <= width else {
            throw Problem(.addressBlock, "\(Problem.quoted(text)) has no prefix length from 0 to \(width)", expected)
        }
        let length = (parts.count == 1 ? width : Quantity.whole(parts[1]) ?? width) + 128 - width
        let block = AddressBlock(high: address.high, low: address.low, prefixLength: length)
        let first = Self.first(of: block)
        if first.high != block.high || first.low != block.low {
            let start = Self.text(Address(high: first.high, low: first.low, isIPv4: address.isIPv4))
            let meant = "\(start)/\(length - 128 + width)"
            throw Problem(.addressBlock, "\(Problem.quoted(text)) has bits set beyond its prefix", "write \(meant)")
        }
        return block
    }

    private static func first(of block: AddressBlock) -> (high: UInt64, low: UInt64) {
        let highBits = min(block.prefixLength, 64)
        let lowBits = max(block.prefixLength - 64, 0)
        let highMask: UInt64 = highBits == 0 ? 0 : ~0 << UInt64(64 - highBits)
        let lowMask: UInt64 = lowBits == 0 ? 0 : ~0 << UInt64(64 - lowBits)
        return (block.high & highMask, block.low & lowMask)
    }
}
