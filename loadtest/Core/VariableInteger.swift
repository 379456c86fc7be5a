/// ZigZag LEB128 as HdrHistogram V2 uses it: seven bits a byte, least significant first, the ninth byte holds eight.
package enum VariableInteger {
    package static func append(_ number: Int64, to bytes: inout [UInt8]) {
        var rest = UInt64(bitPattern: (number << 1) ^ (number >> 63))
        for _ in 0..<8 {
            if rest < 0x80 {
                bytes.append(UInt8(rest))
                return
            }
            bytes.append(UInt8(rest & 0x7F) | 0x80)
            rest >>= 7
        }
        bytes.append(UInt8(rest & 0xFF))
    }

    /// Reads one number.
    ///
    /// - Parameters:
    ///   - bytes: Where it stands.
    ///   - offset: Moved behind the number.
    /// - Returns: Nil when the bytes end too early.
    package static func read(_ bytes: [UInt8], at offset: inout Int) -> Int64? {
        var value: UInt64 = 0
        for position in 0..<9 {
            guard offset < bytes.count else { return nil }
            let byte = UInt64(bytes[offset])
            offset += 1
            if position == 8 {
                value |= byte << 56
                break
            }
            value |= (byte & 0x7F) << UInt64(7 * position)
            if byte < 0x80 { break }
        }
        return Int64(bitPattern: (value >> 1) ^ (0 &- (value & 1)))
    }
}
