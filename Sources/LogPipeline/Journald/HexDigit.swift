/// Digits of `\uXXXX` as the renderers write them: lower case.
enum HexDigit {
    @inline(__always)
    static func value(_ byte: UInt8) -> UInt32? {
        switch byte {
        case 0x30...0x39: UInt32(byte &- 0x30)
        case 0x61...0x66: UInt32(byte &- 0x57)
        default: nil
        }
    }
}
