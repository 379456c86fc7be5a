/// Which request ids are kept from a trusted proxy: 16 to 64 of `[A-Za-z0-9_-]`.
enum RequestIDRule {
    static func isAcceptable(_ bytes: UnsafeRawBufferPointer) -> Bool {
        guard (16...64).contains(bytes.count) else { return false }
        return bytes.allSatisfy { byte in
            switch byte {
            case UInt8(ascii: "0")...UInt8(ascii: "9"), UInt8(ascii: "a")...UInt8(ascii: "z"),
                UInt8(ascii: "A")...UInt8(ascii: "Z"), UInt8(ascii: "-"), UInt8(ascii: "_"):
                true
            default: false
            }
        }
    }
}
