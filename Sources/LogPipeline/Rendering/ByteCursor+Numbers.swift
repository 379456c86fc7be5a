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

    /// Without leading zeros; 1 to 20 bytes, and as many behind them are read and written.
    @inline(__always)
    mutating func write(decimal value: UInt64) {
        if value < 10 {
            self.write(byte: 0x30 &+ UInt8(truncatingIfNeeded: value))
        } else {
            self.next = Self.decimal(value, to: self.next)
        }
    }

    /// Written backwards behind the place where it goes, then moved there: the number of digits need not be known before.
    @inline(never)
    private static func decimal(_ value: UInt64, to start: UnsafeMutablePointer<UInt8>) -> UnsafeMutablePointer<UInt8> {
        let end = start + 20
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
            place -= 2
            place[0] = pair[0]
            place[1] = pair[1]
        } else {
            place -= 1
            place[0] = 0x30 &+ UInt8(truncatingIfNeeded: rest)
        }
        let count = end - place
        // Words, not bytes: what stands behind the digits is written over by what comes next.
        let source = UnsafeRawPointer(place)
        let words = (
            source.loadUnaligned(as: UInt64.self), source.loadUnaligned(fromByteOffset: 8, as: UInt64.self),
            source.loadUnaligned(fromByteOffset: 16, as: UInt32.self)
        )
        let target = UnsafeMutableRawPointer(start)
        target.storeBytes(of: words.0, as: UInt64.self)
        target.storeBytes(of: words.1, toByteOffset: 8, as: UInt64.self)
        target.storeBytes(of: words.2, toByteOffset: 16, as: UInt32.self)
        return start + count
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
