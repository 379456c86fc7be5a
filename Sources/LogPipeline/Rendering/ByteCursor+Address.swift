extension ByteCursor {
    /// `203.0.113.7`: at most 15 bytes.
    ///
    /// - Parameter address: Four bytes in network order.
    @inline(__always)
    mutating func write(ipv4 address: UnsafeRawBufferPointer) {
        for index in 0..<4 {
            if index > 0 { self.write(byte: 0x2E) }
            self.write(decimal: UInt64(address[index]))
        }
    }

    /// The canonical text of RFC 5952.
    ///
    /// Lower case, the longest run of zero groups as `::`; at most 39 bytes. An IPv4
    /// client of a dual-stack listener (`::ffff:a.b.c.d`) is written as what it is.
    ///
    /// - Parameter address: 16 bytes in network order.
    mutating func write(ipv6 address: UnsafeRawBufferPointer) {
        if address[..<10].allSatisfy({ $0 == 0 }), address[10] == 0xFF, address[11] == 0xFF {
            return self.write(ipv4: UnsafeRawBufferPointer(rebasing: address[12...]))
        }
        let zeros = Self.longestZeroRun(address)
        var group = 0
        while group < 8 {
            if group == zeros.lowerBound, zeros.count > 1 {
                self.write("::")
                group = zeros.upperBound
                continue
            }
            if group > 0, group != zeros.upperBound || zeros.count < 2 { self.write(byte: 0x3A) }
            self.write(hexGroup: UInt16(address[2 * group]) << 8 | UInt16(address[2 * group + 1]))
            group += 1
        }
    }

    private mutating func write(hexGroup value: UInt16) {
        var shift = 12
        while shift > 0, value >> UInt16(shift) == 0 { shift -= 4 }
        while shift >= 0 {
            let digit = UInt8(truncatingIfNeeded: value >> UInt16(shift) & 15)
            self.write(byte: digit < 10 ? 0x30 + digit : 0x57 + digit)
            shift -= 4
        }
    }

    /// The first longest run of groups that are zero; empty when there is none.
    private static func longestZeroRun(_ address: UnsafeRawBufferPointer) -> Range<Int> {
        var best = 0..<0
        var start = 0
        for group in 0..<8 {
            if address[2 * group] != 0 || address[2 * group + 1] != 0 {
                start = group + 1
            } else if group + 1 - start > best.count {
                best = start..<(group + 1)
            }
        }
        return best
    }
}
