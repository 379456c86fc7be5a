/// `HTTP/1.0` and `HTTP/1.1`: exactly so, in upper case (RFC 9112 section 2.3).
enum HTTPVersion {
    /// The bytes of a version.
    static let byteCount = 8

    /// The minor version of the eight bytes that begin here; nil when they are neither version.
    @inline(__always)
    static func minor(_ start: UnsafeRawPointer) -> UInt8? {
        guard ByteText.isExactly(start, "HTTP/1.") else { return nil }
        let digit = start.load(fromByteOffset: 7, as: UInt8.self) &- ASCII.zero
        return digit <= 1 ? digit : nil
    }

    /// Whether eight bytes are a version of HTTP, be it one that is not spoken here.
    static func isWellFormed(_ start: UnsafeRawPointer) -> Bool {
        ByteText.isExactly(start, "HTTP/") && ASCII.isDigit(start.load(fromByteOffset: 5, as: UInt8.self))
            && start.load(fromByteOffset: 6, as: UInt8.self) == ASCII.dot
            && ASCII.isDigit(start.load(fromByteOffset: 7, as: UInt8.self))
    }
}
