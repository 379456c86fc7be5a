import Glibc

/// The memory of one secret: never moved, never shared with a value that prints itself, wiped when it is given back.
final class SecretStorage: Sendable {
    // Written once, before anybody else can see it.
    private nonisolated(unsafe) let start: UnsafeMutableRawPointer
    let byteCount: Int
    /// Sees the memory after it was wiped and before it is given back: for tests.
    private let onWipe: (@Sendable (UnsafeRawBufferPointer) -> Void)?

    init(_ bytes: UnsafeRawBufferPointer, onWipe: (@Sendable (UnsafeRawBufferPointer) -> Void)? = nil) {
        self.start = .allocate(byteCount: max(bytes.count, 1), alignment: 16)
        self.byteCount = bytes.count
        self.onWipe = onWipe
        if let source = bytes.baseAddress { self.start.copyMemory(from: source, byteCount: bytes.count) }
    }

    deinit {
        // Not memset: the compiler may leave out a write to memory that nobody reads again.
        explicit_bzero(self.start, self.byteCount)
        self.onWipe?(self.bytes)
        self.start.deallocate()
    }

    var bytes: UnsafeRawBufferPointer { UnsafeRawBufferPointer(start: self.start, count: self.byteCount) }

    /// In a time that tells only whether the lengths are equal.
    func isEqual(to other: SecretStorage) -> Bool {
        guard self.byteCount == other.byteCount else { return false }
        var difference: UInt8 = 0
        for index in 0..<self.byteCount { difference |= self.bytes[index] ^ other.bytes[index] }
        return difference == 0
    }
}
