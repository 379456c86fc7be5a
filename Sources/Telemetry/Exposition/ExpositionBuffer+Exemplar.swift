/// Exemplars in the formats that have them.
extension ExpositionBuffer {
    /// Appends an exemplar to a sample of the OpenMetrics formats.
    mutating func append(_ exemplar: Exemplar, _ layout: BucketLayout) {
        self.append(" # {trace_id=\"")
        self.append(hex: exemplar.traceIDHigh)
        self.append(hex: exemplar.traceIDLow)
        self.append("\",span_id=\"")
        self.append(hex: exemplar.spanID)
        self.append("\"} ")
        self.append(SampleValue(exemplar.value, layout))
        self.append(UInt8(ascii: " "))
        self.append(nanoseconds: UInt64(max(0, exemplar.wallNanoseconds)))
    }

    /// Appends an `io.prometheus.client.Exemplar` message.
    mutating func append(field: UInt8, _ exemplar: Exemplar, _ layout: BucketLayout) {
        self.append(tag: field, .bytes)
        self.append(varint: UInt64(Self.messageLength(exemplar)))
        self.appendLabel("trace_id", 32) {
            $0.append(hex: exemplar.traceIDHigh)
            $0.append(hex: exemplar.traceIDLow)
        }
        self.appendLabel("span_id", 16) { $0.append(hex: exemplar.spanID) }
        self.append(field: 2, double: SampleValue(exemplar.value, layout).double)
        let time = Self.time(exemplar)
        self.append(tag: 3, .bytes)
        self.append(UInt8(Self.timeLength(time)))
        self.append(field: 1, varint: time.seconds)
        self.append(field: 2, varint: time.nanoseconds)
    }

    /// The bytes of that message, without its tag and length.
    static func messageLength(_ exemplar: Exemplar) -> Int {
        let labels = self.labelLength("trace_id", 32) + 2 + self.labelLength("span_id", 16) + 2
        return labels + 9 + 2 + self.timeLength(self.time(exemplar))
    }

    /// The bytes of a message's field with a number below 16.
    static func fieldLength(_ message: Int) -> Int { 1 + self.varintLength(UInt64(message)) + message }

    private mutating func appendLabel(
        _ name: StaticString,
        _ length: Int,
        _ value: (inout ExpositionBuffer) -> Void
    ) {
        self.append(tag: 1, .bytes)
        self.append(UInt8(Self.labelLength(name, length)))
        self.append(tag: 1, .bytes)
        self.append(UInt8(name.utf8CodeUnitCount))
        self.append(name)
        self.append(tag: 2, .bytes)
        self.append(UInt8(length))
        value(&self)
    }

    private static func labelLength(_ name: StaticString, _ value: Int) -> Int { 4 + name.utf8CodeUnitCount + value }

    private static func time(_ exemplar: Exemplar) -> (seconds: UInt64, nanoseconds: UInt64) {
        let (seconds, nanoseconds) = UInt64(max(0, exemplar.wallNanoseconds))
            .quotientAndRemainder(dividingBy: 1_000_000_000)
        return (seconds, nanoseconds)
    }

    private static func timeLength(_ time: (seconds: UInt64, nanoseconds: UInt64)) -> Int {
        2 + self.varintLength(time.seconds) + self.varintLength(time.nanoseconds)
    }

    private mutating func append(hex value: UInt64) {
        var digits = InlineArray<16, UInt8>(repeating: 0)
        withUnsafeMutableBytes(of: &digits) { bytes in
            guard let base = bytes.baseAddress else { return }
            HexWriter.write(value, to: base)
        }
        for index in 0..<16 { self.append(digits[index]) }
    }
}
