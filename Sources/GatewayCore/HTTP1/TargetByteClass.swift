/// What a byte means in a request target.
enum TargetByteClass: UInt8 {
    case plain, slash, dot, percent, questionMark
    /// `[ ] { } | ^`
    case onlyInQuery
    /// Ends the target: outside 0x21-0x7E, or one of `" < > \` and the backtick and `#`.
    case refused

    @inline(__always)
    init(_ byte: UInt8) {
        // Bit n of the two words stands for byte n and byte 64 + n; most bytes are decided by one test.
        let word: UInt64 = byte < 64 ? 0x2FFF_3FD2_0000_0000 : 0x47FF_FFFE_87FF_FFFF
        if byte < 128, (word &>> UInt64(byte & 63)) & 1 != 0 {
            self = .plain
            return
        }
        switch byte {
        case ASCII.slash: self = .slash
        case ASCII.dot: self = .dot
        case ASCII.percent: self = .percent
        case ASCII.questionMark: self = .questionMark
        case 0x5B, 0x5D, 0x5E, 0x7B, 0x7C, 0x7D: self = .onlyInQuery
        default: self = .refused
        }
    }
}
