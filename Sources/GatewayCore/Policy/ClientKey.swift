package import NIOCore

/// A client's address: 16 bytes in network order, IPv4 as `::ffff:a.b.c.d`.
package struct ClientKey: Hashable, Sendable {
    package var high: UInt64
    package var low: UInt64

    package init(high: UInt64, low: UInt64) {
        self.high = high
        self.low = low
    }

    /// An address that is not an IP address (a Unix socket) is all zeros.
    package init(_ address: SocketAddress?) {
        self.init(high: 0, low: 0)
        guard let address else { return }
        // struct sockaddr_in has the address at byte 4, struct sockaddr_in6 at byte 8.
        address.withSockAddr { pointer, size in
            let bytes = UnsafeRawBufferPointer(start: pointer, count: size)
            switch address {
            case .v4:
                let word = UInt32(bigEndian: bytes.loadUnaligned(fromByteOffset: 4, as: UInt32.self))
                self.low = 0x0000_FFFF_0000_0000 | UInt64(word)
            case .v6:
                self.high = UInt64(bigEndian: bytes.loadUnaligned(fromByteOffset: 8, as: UInt64.self))
                self.low = UInt64(bigEndian: bytes.loadUnaligned(fromByteOffset: 16, as: UInt64.self))
            case .unixDomainSocket: break
            }
        }
    }

    package var isIPv4: Bool { self.high == 0 && self.low >> 32 == 0xFFFF }

    /// What limits are keyed by: the IPv4 address itself, or the IPv6 /64.
    package var network: ClientKey { self.isIPv4 ? self : ClientKey(high: self.high, low: 0) }
}
