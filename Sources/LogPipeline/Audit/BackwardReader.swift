/// Reads a line from its end.
struct BackwardReader {
    private let bytes: UnsafeRawBufferPointer
    /// What lies behind was read.
    private(set) var end: Int

    init(_ bytes: UnsafeRawBufferPointer) {
        self.bytes = bytes
        self.end = bytes.count
    }

    /// Whether the text stands there; then it is read.
    mutating func take(_ text: String) -> Bool {
        let count = text.utf8.count
        guard self.end >= count, self.bytes[(self.end - count)..<self.end].elementsEqual(text.utf8) else {
            return false
        }
        self.end -= count
        return true
    }

    /// Lower-case hex digits.
    mutating func takeHex(_ count: Int) -> [UInt8]? {
        guard self.end >= count else { return nil }
        var values: [UInt8] = []
        var high: UInt8?
        for byte in self.bytes[(self.end - count)..<self.end] {
            let digit: UInt8
            switch byte {
            case 0x30...0x39: digit = byte - 0x30
            case 0x61...0x66: digit = byte - 0x61 + 10
            default: return nil
            }
            if let first = high {
                values.append(first << 4 | digit)
                high = nil
            } else {
                high = digit
            }
        }
        self.end -= count
        return values
    }

    /// Decimal digits without a leading zero.
    mutating func takeNumber() -> UInt64? {
        var start = self.end
        while start > 0, self.end - start < 20, (0x30...0x39).contains(self.bytes[start - 1]) { start -= 1 }
        guard start < self.end, self.bytes[start] != 0x30 || self.end - start == 1 else { return nil }
        let text = String(decoding: self.bytes[start..<self.end], as: UTF8.self)
        guard let value = UInt64(text), value <= SpoolSegment.sequenceLimit else { return nil }
        self.end = start
        return value
    }
}
