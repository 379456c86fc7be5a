import NIOCore

/// Addresses that no upstream may have, whatever the configuration or the resolver says (security.md section 11):
/// link-local (cloud metadata among them), multicast and unspecified ones, IPv4-mapped forms included.
enum EgressRule {
    private static let refused = [
        AddressBlock(high: 0, low: 0x0000_FFFF_A9FE_0000, prefixLength: 112),  // 169.254.0.0/16
        AddressBlock(high: 0, low: 0x0000_FFFF_E000_0000, prefixLength: 100),  // 224.0.0.0/4
        AddressBlock(high: 0, low: 0x0000_FFFF_0000_0000, prefixLength: 104),  // 0.0.0.0/8
        AddressBlock(high: 0xFE80_0000_0000_0000, low: 0, prefixLength: 10),
        AddressBlock(high: 0xFF00_0000_0000_0000, low: 0, prefixLength: 8),
        AddressBlock(high: 0, low: 0, prefixLength: 128),
    ]

    static func allows(_ address: SocketAddress) -> Bool {
        let key = ClientKey(address)
        return !Self.refused.contains { $0.contains(high: key.high, low: key.low) }
    }
}
