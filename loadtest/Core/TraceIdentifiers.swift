/// The trace and span id of each arrival, made from the seed: the same run has the same ids.
package struct TraceIdentifiers: Sendable {
    /// `00-` trace id `-` span id `-02`: level 2 of W3C Trace Context, random flag set, not sampled, so that the load
    /// does not change what the target samples.
    package static let byteCount = 55
    private let mix: SplitMix

    package init(seed: UInt64) {
        self.mix = SplitMix(seed: seed)
    }

    /// Writes the 55 bytes of a `traceparent`.
    package func write(index: Int, to target: UnsafeMutableRawPointer) {
        let base = UInt64(truncatingIfNeeded: index) &* 3
        target.storeBytes(of: 0x30, as: UInt8.self)
        target.storeBytes(of: 0x30, toByteOffset: 1, as: UInt8.self)
        target.storeBytes(of: 0x2D, toByteOffset: 2, as: UInt8.self)
        // An id of zeros only is not allowed; the lowest bit of each half costs nothing.
        Self.writeHex(self.mix.value(at: base), to: target + 3)
        Self.writeHex(self.mix.value(at: base &+ 1) | 1, to: target + 19)
        target.storeBytes(of: 0x2D, toByteOffset: 35, as: UInt8.self)
        Self.writeHex(self.mix.value(at: base &+ 2) | 1, to: target + 36)
        target.storeBytes(of: 0x2D, toByteOffset: 52, as: UInt8.self)
        target.storeBytes(of: 0x30, toByteOffset: 53, as: UInt8.self)
        target.storeBytes(of: 0x32, toByteOffset: 54, as: UInt8.self)
    }

    /// The trace id alone, for reports.
    package func traceID(index: Int) -> String {
        withUnsafeTemporaryAllocation(byteCount: Self.byteCount, alignment: 1) { bytes in
            self.write(index: index, to: bytes.baseAddress.unsafelyUnwrapped)  // 55 bytes are never an empty buffer
            return String(decoding: bytes[3..<35], as: UTF8.self)
        }
    }

    private static func writeHex(_ value: UInt64, to target: UnsafeMutableRawPointer) {
        var rest = value
        for offset in stride(from: 15, through: 0, by: -1) {
            let digit = UInt8(truncatingIfNeeded: rest & 15)
            target.storeBytes(of: digit < 10 ? 0x30 + digit : 0x57 + digit, toByteOffset: offset, as: UInt8.self)
            rest >>= 4
        }
    }
}
