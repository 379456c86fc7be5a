/// `YYYY-MM-DDTHH:MM:SS.` in UTC, kept for the second it was made for.
struct DateText {
    private var second = Int64.min
    private var bytes = InlineArray<20, UInt8>(repeating: 0x20)

    /// Writes a time with six digits of the second and `Z`: 27 bytes.
    ///
    /// - Parameters:
    ///   - nanoseconds: Since 1970; a negative time is written as 1970.
    ///   - out: Where it goes.
    @inline(__always)
    mutating func write(_ nanoseconds: Int64, to out: inout ByteCursor) {
        let time = max(nanoseconds, 0)
        let second = time / 1_000_000_000
        if second != self.second { self.update(second) }
        for index in 0..<20 { out.next[index] = self.bytes[index] }
        out.next += 20
        let micros = Int(truncatingIfNeeded: time % 1_000_000_000) / 1000
        out.write(threeDigits: micros / 1000)
        out.write(threeDigits: micros % 1000)
        out.write(byte: 0x5A)
    }

    @inline(never)
    private mutating func update(_ second: Int64) {
        self.second = second
        let time = CivilTime(secondsSince1970: second)
        let text = time.text + "."
        for (index, byte) in text.utf8.enumerated() where index < 20 { self.bytes[index] = byte }
    }
}
