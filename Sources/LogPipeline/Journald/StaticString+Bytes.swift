import Glibc

extension StaticString {
    /// Whether some bytes are this text.
    @inline(__always)
    func equals(_ bytes: UnsafeRawBufferPointer) -> Bool {
        guard bytes.count == self.utf8CodeUnitCount, let start = bytes.baseAddress else { return false }
        return memcmp(start, self.utf8Start, bytes.count) == 0
    }
}
