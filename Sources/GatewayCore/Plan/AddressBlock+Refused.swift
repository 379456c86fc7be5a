extension AddressBlock {
    /// Where no target may lie, whatever the configuration or a resolver says (security.md section 11).
    ///
    /// Loopback and private addresses are not among them. Of cloud metadata services, those that have an address of
    /// their own stand here; most use a link-local one.
    package static let refusedTargets = [
        AddressBlock.ipv4(0x0000_0000, 8),  // 0.0.0.0/8: unspecified
        AddressBlock.ipv4(0xA9FE_0000, 16),  // 169.254.0.0/16: link-local
        AddressBlock.ipv4(0xE000_0000, 4),  // 224.0.0.0/4: multicast
        AddressBlock.ipv4(0xF000_0000, 4),  // 240.0.0.0/4: reserved, broadcast
        AddressBlock.ipv4(0x6464_64C8, 32),  // 100.100.100.200: Alibaba Cloud metadata
        AddressBlock.ipv4(0xA83F_8110, 32),  // 168.63.129.16: Azure metadata
        AddressBlock.ipv4(0xC000_00C0, 32),  // 192.0.0.192: Oracle Cloud metadata
        AddressBlock(high: 0, low: 0, prefixLength: 128),  // ::: unspecified
        AddressBlock(high: 0xFE80_0000_0000_0000, low: 0, prefixLength: 10),  // fe80::/10: link-local
        AddressBlock(high: 0xFF00_0000_0000_0000, low: 0, prefixLength: 8),  // ff00::/8: multicast
        AddressBlock(high: 0xFD00_0EC2_0000_0000, low: 0x254, prefixLength: 128),  // fd00:ec2::254: AWS metadata
        AddressBlock(high: 0xFD20_00CE_0000_0000, low: 0x254, prefixLength: 128),  // fd20:ce::254: Google metadata
    ]

    /// Whether a target at this address (IPv4 as `::ffff:a.b.c.d`) is refused.
    package static func refusesTarget(high: UInt64, low: UInt64) -> Bool {
        Self.refusedTargets.contains { $0.contains(high: high, low: low) }
    }

    private static func ipv4(_ address: UInt64, _ prefixLength: Int) -> AddressBlock {
        AddressBlock(high: 0, low: 0xFFFF_0000_0000 | address, prefixLength: 96 + prefixLength)
    }
}
