import Telemetry

/// Writes text into room that was reserved before: no growth, no allocation.
///
/// - Important: The caller reserves enough; writing past it traps.
struct ByteWriter {
    private let buffer: UnsafeMutableRawBufferPointer
    /// Bytes written so far.
    private(set) var count = 0

    init(_ buffer: UnsafeMutableRawBufferPointer) { self.buffer = buffer }

    @inline(__always)
    mutating func write(_ text: StaticString) {
        self.write(UnsafeRawBufferPointer(start: text.utf8Start, count: text.utf8CodeUnitCount))
    }

    @inline(__always)
    mutating func write(_ bytes: [UInt8]) { bytes.withUnsafeBytes { self.write($0) } }

    @inline(__always)
    mutating func write(_ bytes: UnsafeRawBufferPointer) {
        precondition(self.count + bytes.count <= self.buffer.count, "\(bytes.count) bytes at \(self.count)")
        guard let base = self.buffer.baseAddress, let source = bytes.baseAddress else { return }
        (base + self.count).copyMemory(from: source, byteCount: bytes.count)
        self.count += bytes.count
    }

    /// Counts bytes that were written by other means.
    mutating func skip(_ count: Int) {
        precondition(self.count + count <= self.buffer.count, "\(count) bytes at \(self.count)")
        self.count += count
    }

    @inline(__always)
    mutating func write(hex value: UInt64) {
        precondition(self.count + 16 <= self.buffer.count, "16 digits at \(self.count)")
        guard let base = self.buffer.baseAddress else { return }
        HexWriter.write(value, to: base + self.count)
        self.count += 16
    }

    mutating func write(decimal value: UInt64) {
        var rest = value
        var digits = InlineArray<20, UInt8>(repeating: 0)
        var first = 20
        repeat {
            first -= 1
            digits[first] = UInt8(truncatingIfNeeded: rest % 10) + 0x30
            rest /= 10
        } while rest > 0
        precondition(self.count + 20 - first <= self.buffer.count, "\(20 - first) digits at \(self.count)")
        while first < 20 {
            self.buffer[self.count] = digits[first]
            self.count += 1
            first += 1
        }
    }

    mutating func write(_ trace: TraceContext) {
        precondition(self.count + TraceContext.byteCount <= self.buffer.count, "traceparent at \(self.count)")
        guard let base = self.buffer.baseAddress else { return }
        trace.write(to: base + self.count)
        self.count += TraceContext.byteCount
    }
}
