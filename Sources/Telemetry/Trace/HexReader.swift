/// Reads lower-case hexadecimal digits, eight at once in one register.
enum HexReader {
    /// The number of 16 digits, the most significant first; nil when a byte is something else.
    static func number(_ bytes: UnsafeRawPointer) -> UInt64? {
        guard let high = self.eight(bytes.loadUnaligned(as: UInt64.self)),
            let low = self.eight(bytes.loadUnaligned(fromByteOffset: 8, as: UInt64.self))
        else { return nil }
        return high << 32 | low
    }

    /// The number of two digits.
    static func byte(_ bytes: UnsafeRawPointer) -> UInt8? {
        let zeros: UInt64 = 0x3030_3030_3030_0000
        let pair = UInt64(bytes.loadUnaligned(as: UInt16.self))
        return self.eight(zeros | pair).map { UInt8(truncatingIfNeeded: $0 >> 24) }
    }

    /// Eight digits as they lie in memory (little-endian).
    private static func eight(_ text: UInt64) -> UInt64? {
        let high: UInt64 = 0x8080_8080_8080_8080
        guard text & high == 0 else { return nil }
        // The high bit of each byte says: at least '0' and not above '9'; at least 'a' and not above 'f'.
        let digits = (text + 0x5050_5050_5050_5050) & ~(text + 0x4646_4646_4646_4646) & high
        let letters = (text + 0x1F1F_1F1F_1F1F_1F1F) & ~(text + 0x1919_1919_1919_1919) & high
        guard digits | letters == high else { return nil }
        var packed = ((text & 0x0F0F_0F0F_0F0F_0F0F) + (letters >> 7) * 9).byteSwapped
        packed = (packed | packed >> 4) & 0x00FF_00FF_00FF_00FF
        packed = (packed | packed >> 8) & 0x0000_FFFF_0000_FFFF
        return (packed | packed >> 16) & 0xFFFF_FFFF
    }
}
