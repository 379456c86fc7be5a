/// A CIDR block (RFC 4632, RFC 4291 section 2.3).
///
/// IPv4 is held as IPv4-mapped IPv6, so one comparison serves both.
package struct AddressBlock: Sendable, Equatable {
    package var high: UInt64
    package var low: UInt64
    /// 0 to 128; an IPv4 /n is 96 + n.
    package var prefixLength: Int

    package init(high: UInt64, low: UInt64, prefixLength: Int) {
        self.high = high
        self.low = low
        self.prefixLength = prefixLength
    }

    /// Whether an address (IPv4 as `::ffff:a.b.c.d`) lies in the block.
    package func contains(high: UInt64, low: UInt64) -> Bool {
        let highBits = min(self.prefixLength, 64)
        let lowBits = max(self.prefixLength - 64, 0)
        let highMask: UInt64 = highBits == 0 ? 0 : ~0 << UInt64(64 - highBits)
        let lowMask: UInt64 = lowBits == 0 ? 0 : ~0 << UInt64(64 - lowBits)
        return (high ^ self.high) & highMask == 0 && (low ^ self.low) & lowMask == 0
    }
}
