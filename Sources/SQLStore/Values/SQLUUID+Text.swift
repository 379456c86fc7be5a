/// The canonical text, as RFC 9562 section 4 writes it: `01890a5d-ac96-774b-bcce-b302099a8057`.
extension SQLUUID: CustomStringConvertible {
    /// 36 characters, letters in lower case.
    package var description: String {
        String(unsafeUninitializedCapacity: 36) { text in
            var offset = 0
            for position in 0..<16 {
                if [4, 6, 8, 10].contains(position) {
                    text[offset] = UInt8(ascii: "-")
                    offset += 1
                }
                let word = position < 8 ? self.high : self.low
                let byte = UInt8(truncatingIfNeeded: word >> UInt64(56 - 8 * (position % 8)))
                text[offset] = Self.digit(byte >> 4)
                text[offset + 1] = Self.digit(byte & 15)
                offset += 2
            }
            return 36
        }
    }

    /// Reads 36 characters with hyphens at their places; letters in either case, nothing around them.
    package init?(_ text: some StringProtocol) {
        var words: (high: UInt64, low: UInt64) = (0, 0)
        var offset = 0
        for byte in text.utf8 {
            if [8, 13, 18, 23].contains(offset) {
                guard byte == UInt8(ascii: "-") else { return nil }
            } else {
                guard let value = Self.value(byte) else { return nil }
                if offset < 18 { words.high = words.high << 4 | value } else { words.low = words.low << 4 | value }
            }
            offset += 1
            if offset > 36 { return nil }
        }
        guard offset == 36 else { return nil }
        self.init(high: words.high, low: words.low)
    }

    private static func digit(_ value: UInt8) -> UInt8 {
        value < 10 ? UInt8(ascii: "0") + value : UInt8(ascii: "a") + value - 10
    }

    private static func value(_ digit: UInt8) -> UInt64? {
        switch digit {
        case UInt8(ascii: "0")...UInt8(ascii: "9"): UInt64(digit - UInt8(ascii: "0"))
        case UInt8(ascii: "a")...UInt8(ascii: "f"): UInt64(digit - UInt8(ascii: "a") + 10)
        case UInt8(ascii: "A")...UInt8(ascii: "F"): UInt64(digit - UInt8(ascii: "A") + 10)
        default: nil
        }
    }
}
