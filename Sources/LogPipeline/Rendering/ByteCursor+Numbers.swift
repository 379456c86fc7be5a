import Telemetry

extension ByteCursor {
    @inline(__always)
    private static var digitPairs: UnsafePointer<UInt8> {
        let text: StaticString = """
            00010203040506070809101112131415161718192021222324252627282930313233343536373839\
            40414243444546474849505152535455565758596061626364656667686970717273747576777879\
            8081828384858687888990919293949596979899
            """
        return text.utf8Start
    }

    @inline(__always)
    private static var base32Digits: UnsafePointer<UInt8> {
        let text: StaticString = "0123456789ABCDEFGHJKMNPQRSTVWXYZ"
        return text.utf8Start
    }

    /// Exactly two digits.
    @inline(__always)
    mutating func write(twoDigits value: Int) {
        let pair = Self.digitPairs + 2 * value
        self.next[0] = pair[0]
        self.next[1] = pair[1]
        self.next += 2
    }

    /// Exactly three digits.
    @inline(__always)
    mutating func write(threeDigits value: Int) {
        self.write(byte: 0x30 &+ UInt8(truncatingIfNeeded: value / 100))
        self.write(twoDigits: value % 100)
    }

    /// Without leading zeros; 1 to 20 bytes.
    @inline(__always)
    mutating func write(decimal value: UInt64) {
        if value < 10 {
            self.write(byte: 0x30 &+ UInt8(truncatingIfNeeded: value))
        } else {
            self.next = Self.decimal(value, to: self.next)
        }
    }

    @inline(never)
    private static func decimal(_ value: UInt64, to start: UnsafeMutablePointer<UInt8>) -> UnsafeMutablePointer<UInt8> {
        var count = 1
        var bound: UInt64 = 10
        while value >= bound {
            count += 1
            let (next, overflow) = bound.multipliedReportingOverflow(by: 10)
            if overflow { break }
            bound = next
        }
        let end = start + count
        var place = end
        var rest = value
        while rest >= 100 {
            let (quotient, remainder) = rest.quotientAndRemainder(dividingBy: 100)
            let pair = Self.digitPairs + 2 * Int(truncatingIfNeeded: remainder)
            place -= 2
            place[0] = pair[0]
            place[1] = pair[1]
            rest = quotient
        }
        if rest >= 10 {
            let pair = Self.digitPairs + 2 * Int(truncatingIfNeeded: rest)
            (place - 2)[0] = pair[0]
            (place - 2)[1] = pair[1]
        } else {
            (place - 1)[0] = 0x30 &+ UInt8(truncatingIfNeeded: rest)
        }
        return end
    }

    /// Exactly 16 lower-case hex digits.
    @inline(__always)
    mutating func write(hex value: UInt64) {
        HexWriter.write(value, to: self.next)
        self.next += 16
    }

    /// The 26 characters of Crockford's base 32 (a ULID) for 128 bits.
    @inline(__always)
    mutating func write(base32 high: UInt64, _ low: UInt64) {
        let digits = Self.base32Digits
        // 8 + 60 + 60 bits, of which the first 8 take two characters behind two zero bits.
        let top = high >> 56
        self.next[0] = digits[Int(truncatingIfNeeded: top >> 5)]
        self.next[1] = digits[Int(truncatingIfNeeded: top & 31)]
        let middle = (high << 4 | low >> 60) & 0x0FFF_FFFF_FFFF_FFFF
        for index in 0..<12 {
            let shift = UInt64(55 - 5 * index)
            self.next[2 + index] = digits[Int(truncatingIfNeeded: middle >> shift & 31)]
            self.next[14 + index] = digits[Int(truncatingIfNeeded: low >> shift & 31)]
        }
        self.next += 26
    }
}
