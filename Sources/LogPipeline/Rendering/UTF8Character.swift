/// The character that starts at a byte of 0x80 or above (Unicode 15, table 3-7).
struct UTF8Character {
    /// The code point, when it is valid.
    private(set) var scalar: UInt32 = 0
    /// Its bytes; when it is not valid, those of the maximal subpart, at least one.
    private(set) var count = 1
    private(set) var isValid = false

    init(_ start: UnsafePointer<UInt8>, _ end: UnsafePointer<UInt8>) {
        let lead = start.pointee
        var second: ClosedRange<UInt8> = 0x80...0xBF
        let length: Int
        switch lead {
        case 0xC2...0xDF: length = 2
        case 0xE0: (length, second) = (3, 0xA0...0xBF)
        case 0xED: (length, second) = (3, 0x80...0x9F)  // no surrogates
        case 0xE1...0xEF: length = 3
        case 0xF0: (length, second) = (4, 0x90...0xBF)
        case 0xF1...0xF3: length = 4
        case 0xF4: (length, second) = (4, 0x80...0x8F)
        default: return
        }
        var scalar = UInt32(lead) & (0x7F >> UInt32(length))
        for index in 1..<length {
            guard start + index < end else { return }
            let byte = start[index]
            guard index == 1 ? second.contains(byte) : byte & 0xC0 == 0x80 else { return }
            scalar = scalar << 6 | UInt32(byte & 0x3F)
            self.count = index + 1
        }
        self.scalar = scalar
        self.isValid = true
    }
}
