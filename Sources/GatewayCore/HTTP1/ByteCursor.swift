/// Writes bytes one after the other into memory that is known to be large enough.
struct ByteCursor {
    private let start: UnsafeMutableRawPointer
    private var position: UnsafeMutableRawPointer
    private let end: UnsafeMutableRawPointer

    /// - Precondition: The memory is not empty.
    init(_ memory: UnsafeMutableRawBufferPointer) {
        guard let start = memory.baseAddress else { preconditionFailure("no memory to write a head into") }
        self.start = start
        self.position = start
        self.end = start + memory.count
    }

    var count: Int { self.position - self.start }

    @inline(__always)
    mutating func write(_ source: UnsafeRawPointer, _ count: Int) {
        precondition(count <= self.end - self.position, "\(count) bytes written where \(self.end - self.position) fit")
        self.position.copyMemory(from: source, byteCount: count)
        self.position += count
    }

    @inline(__always)
    mutating func write(_ text: StaticString) { self.write(text.utf8Start, text.utf8CodeUnitCount) }

    @inline(__always)
    mutating func write(_ bytes: UnsafeRawBufferPointer) {
        if let start = bytes.baseAddress { self.write(start, bytes.count) }
    }

    /// Writes a number that is not negative, in decimal.
    mutating func write(decimal number: Int) {
        var digits = InlineArray<20, UInt8>(repeating: 0)
        var index = 20
        var rest = UInt64(number)
        repeat {
            index -= 1
            digits[index] = ASCII.zero + UInt8(truncatingIfNeeded: rest % 10)
            rest /= 10
        } while rest > 0
        withUnsafeBytes(of: &digits) { self.write(UnsafeRawBufferPointer(rebasing: $0[index...])) }
    }
}
