/// The checksum of iSCSI (RFC 3720 section 12.1): the Castagnoli polynomial, which finds every error of up to five bits
/// in a record of ours.
package enum CRC32C {
    /// Eight tables of 256: eight bytes a step ("slicing by 8"), so that no instruction set is asked for.
    nonisolated(unsafe) private static let tables: UnsafePointer<UInt32> = {  // never written again
        let tables = UnsafeMutablePointer<UInt32>.allocate(capacity: 8 * 256)  // kept for good
        for byte in 0..<256 {
            var value = UInt32(byte)
            for _ in 0..<8 { value = value & 1 == 1 ? value >> 1 ^ 0x82F6_3B78 : value >> 1 }
            tables[byte] = value
        }
        for index in 256..<(8 * 256) {
            let before = tables[index - 256]
            tables[index] = before >> 8 ^ tables[Int(before & 0xFF)]
        }
        return UnsafePointer(tables)
    }()

    /// The checksum of some bytes.
    ///
    /// - Parameters:
    ///   - bytes: What to sum up.
    ///   - before: The checksum of the bytes in front of them.
    /// - Returns: The checksum of both together.
    /// - Complexity: O(n); does not allocate.
    package static func checksum(_ bytes: UnsafeRawBufferPointer, after before: UInt32 = 0) -> UInt32 {
        guard let start = bytes.baseAddress else { return before }
        let tables = Self.tables
        var value = ~before
        var offset = 0
        while bytes.count - offset >= 8 {
            let word = UInt64(littleEndian: start.loadUnaligned(fromByteOffset: offset, as: UInt64.self))
            let mixed = word ^ UInt64(value)
            value = 0
            for index in 0..<8 {
                let byte = Int(truncatingIfNeeded: mixed >> UInt64(8 * index) & 0xFF)
                value ^= tables[(7 - index) * 256 + byte]
            }
            offset += 8
        }
        while offset < bytes.count {
            let byte = UInt8(truncatingIfNeeded: value) ^ start.load(fromByteOffset: offset, as: UInt8.self)
            value = value >> 8 ^ tables[Int(byte)]
            offset += 1
        }
        return ~value
    }
}
