/// Writes numbers as lower-case hexadecimal digits.
package enum HexWriter {
    /// Writes the 16 digits of `value`, the most significant first.
    ///
    /// - Complexity: No loop over digits, no table: eight digits at once in one register.
    package static func write(_ value: UInt64, to target: UnsafeMutableRawPointer) {
        target.storeBytes(of: self.digits(UInt32(truncatingIfNeeded: value >> 32)), as: UInt64.self)
        target.storeBytes(of: self.digits(UInt32(truncatingIfNeeded: value)), toByteOffset: 8, as: UInt64.self)
    }

    /// Writes the two digits of `value`.
    package static func write(_ value: UInt8, to target: UnsafeMutableRawPointer) {
        let digits = self.digits(UInt32(value) << 24)
        target.storeBytes(of: UInt16(truncatingIfNeeded: digits), as: UInt16.self)
    }

    /// Eight digits, as they lie in memory (little-endian).
    private static func digits(_ value: UInt32) -> UInt64 {
        // One hexadecimal digit per byte, the most significant in the lowest byte.
        var spread = UInt64(value.byteSwapped)
        spread = (spread | spread << 16) & 0x0000_FFFF_0000_FFFF
        spread = (spread | spread << 8) & 0x00FF_00FF_00FF_00FF
        spread = (spread >> 4 | spread << 8) & 0x0F0F_0F0F_0F0F_0F0F
        // 0x01 in each byte whose digit is a letter.
        let letters = ((spread &+ 0x0606_0606_0606_0606) >> 4) & 0x0101_0101_0101_0101
        return spread &+ 0x3030_3030_3030_3030 &+ letters &* UInt64(UInt8(ascii: "a") - 10 - UInt8(ascii: "0"))
    }
}
