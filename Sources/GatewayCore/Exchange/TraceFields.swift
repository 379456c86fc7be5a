import Telemetry

/// The `tracestate` sent upstream: ours in front, then what the caller sent.
enum TraceFields {
    /// Writes the field's line, or nothing when there is nothing to say.
    static func writeState(_ handler: ExchangeHandler, into writer: inout ByteWriter) {
        let own = Self.ownMember(handler)
        guard own.isOurs || handler.exchange.continuesTracestate else { return }
        writer.write("tracestate: ")
        let start = writer.count
        var members = 0
        var isFull = false
        if own.isOurs {
            Self.writeOwn(handler, own, into: &writer)
            members = 1
        }
        if handler.exchange.continuesTracestate {
            handler.decoder.head.forEachValue(of: .tracestate) { field in
                TraceState.forEachMember(of: field) { member in
                    // Ours replaces another's; the oldest members make room (W3C Trace Context section 3.5).
                    if own.isOurs, TraceState.isOpenTelemetry(member) { return }
                    let length = writer.count - start + member.count + 1
                    isFull = isFull || members == TraceState.memberLimit || length > TraceState.byteLimit
                    if isFull { return }
                    if members > 0 { writer.write(",") }
                    writer.write(member)
                    members += 1
                }
            }
        }
        writer.write("\r\n")
    }

    private struct OwnMember {
        var hasThreshold: Bool
        var hasRandomness: Bool
        var isOurs: Bool { self.hasThreshold || self.hasRandomness }
    }

    private static func ownMember(_ handler: ExchangeHandler) -> OwnMember {
        guard handler.shard.tracing != nil else { return OwnMember(hasThreshold: false, hasRandomness: false) }
        return OwnMember(
            hasThreshold: handler.exchange.trace.flags & TraceContext.sampledFlag != 0,
            hasRandomness: handler.exchange.randomness != TraceRecord.noRandomness
        )
    }

    private static func writeOwn(_ handler: ExchangeHandler, _ own: OwnMember, into writer: inout ByteWriter) {
        writer.write("ot=")
        if own.hasThreshold, let tracing = handler.shard.tracing {
            writer.write("th:")
            writer.write(tracing.threshold)
        }
        if own.hasRandomness {
            writer.write(own.hasThreshold ? ";rv:" : "rv:")
            writer.write(randomness: handler.exchange.randomness)
        }
    }
}

extension ByteWriter {
    /// The low 56 bits as 14 digits.
    fileprivate mutating func write(randomness: UInt64) {
        var digits = InlineArray<16, UInt8>(repeating: 0)
        withUnsafeMutableBytes(of: &digits) { bytes in
            guard let base = bytes.baseAddress else { return }
            HexWriter.write(randomness, to: base)
        }
        withUnsafeBytes(of: &digits) { self.write(UnsafeRawBufferPointer(rebasing: $0[2...])) }
    }
}
