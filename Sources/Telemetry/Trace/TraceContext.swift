/// Trace id, parent span and flags of a `traceparent` field: W3C Trace Context, level 2.
///
/// ```
/// 00-4bf92f3577b34da6a3ce929d0e0e4736-00f067aa0ba902b7-03
/// version  trace id                   parent id        flags
/// ```
package struct TraceContext: BitwiseCopyable, Equatable, Sendable {
    /// The length of what ``write(to:)`` writes.
    package static let byteCount = 55
    /// The caller may have recorded this trace.
    package static let sampledFlag: UInt8 = 0x01
    /// The low 56 bits of the trace id are random.
    package static let randomFlag: UInt8 = 0x02

    /// The longest field that is read, in bytes.
    private static let byteLimit = 512

    package var traceIDHigh: UInt64
    package var traceIDLow: UInt64
    package var spanID: UInt64
    /// As received; bits without a meaning are not sent on.
    package var flags: UInt8

    package init(traceIDHigh: UInt64, traceIDLow: UInt64, spanID: UInt64, flags: UInt8) {
        self.traceIDHigh = traceIDHigh
        self.traceIDLow = traceIDLow
        self.spanID = spanID
        self.flags = flags
    }

    /// Reads the value of a `traceparent` field.
    ///
    /// Version 00 is exactly 55 bytes; of later ones the first four fields are read, and only a `-` may follow them.
    /// Digits are lower case, ids are not all zero, version ff is invalid.
    /// - Parameter bytes: The value, without blanks around it.
    /// - Returns: Nil for anything else: start a new trace.
    /// - Complexity: Constant; does not allocate.
    package static func parse(_ bytes: UnsafeRawBufferPointer) -> TraceContext? {
        guard bytes.count >= self.byteCount, bytes.count <= self.byteLimit, let start = bytes.baseAddress else {
            return nil
        }
        let dash = UInt8(ascii: "-")
        guard bytes[2] == dash, bytes[35] == dash, bytes[52] == dash,
            let version = HexReader.byte(start), version != 0xFF,
            let high = HexReader.number(start + 3), let low = HexReader.number(start + 19),
            let span = HexReader.number(start + 36), let flags = HexReader.byte(start + 53)
        else { return nil }
        let isComplete = bytes.count == self.byteCount || (version > 0 && bytes[self.byteCount] == dash)
        guard isComplete, high | low != 0, span != 0 else { return nil }
        return TraceContext(traceIDHigh: high, traceIDLow: low, spanID: span, flags: flags)
    }

    /// Writes exactly ``byteCount`` bytes as version 00; only the sampled and the random flag are kept.
    package func write(to target: UnsafeMutableRawPointer) {
        let dash = UInt8(ascii: "-")
        HexWriter.write(UInt8(0), to: target)
        target.storeBytes(of: dash, toByteOffset: 2, as: UInt8.self)
        HexWriter.write(self.traceIDHigh, to: target + 3)
        HexWriter.write(self.traceIDLow, to: target + 19)
        target.storeBytes(of: dash, toByteOffset: 35, as: UInt8.self)
        HexWriter.write(self.spanID, to: target + 36)
        target.storeBytes(of: dash, toByteOffset: 52, as: UInt8.self)
        HexWriter.write(self.flags & (Self.sampledFlag | Self.randomFlag), to: target + 53)
    }
}
