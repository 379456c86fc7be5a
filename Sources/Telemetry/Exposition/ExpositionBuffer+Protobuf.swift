import Synchronization

/// The wire format of protocol buffers (protobuf.dev, "Encoding"), as far as metrics need it.
extension ExpositionBuffer {
    /// The low bits of a tag.
    enum WireType: UInt8 {
        case varint = 0
        case double = 1
        case bytes = 2
    }

    /// Appends a tag of a field below 32.
    mutating func append(tag field: UInt8, _ type: WireType) {
        if field < 16 {
            self.append(field << 3 | type.rawValue)
        } else {
            self.append(varint: UInt64(field) << 3 | UInt64(type.rawValue))
        }
    }

    /// Appends a number in groups of 7 bits, the lowest first.
    mutating func append(varint number: UInt64) {
        var rest = number
        while rest >= 0x80 {
            self.append(UInt8(truncatingIfNeeded: rest) | 0x80)
            rest >>= 7
        }
        self.append(UInt8(truncatingIfNeeded: rest))
    }

    mutating func append(field: UInt8, varint number: UInt64) {
        self.append(tag: field, .varint)
        self.append(varint: number)
    }

    /// Appends a signed number zigzag-coded: `sint32`, `sint64`.
    mutating func append(field: UInt8, signed number: Int64) {
        self.append(field: field, varint: UInt64(bitPattern: number << 1 ^ number >> 63))
    }

    mutating func append(field: UInt8, double value: Double) {
        self.append(tag: field, .double)
        var bits = value.bitPattern
        for _ in 0..<8 {
            self.append(UInt8(truncatingIfNeeded: bits))
            bits >>= 8
        }
    }

    /// Appends a text or a message that is encoded already.
    mutating func append(field: UInt8, bytes: [UInt8]) {
        self.append(tag: field, .bytes)
        self.append(varint: UInt64(bytes.count))
        self.append(bytes)
    }

    /// Appends the time since which a child counts, when it is known: a `google.protobuf.Timestamp`.
    mutating func append(field: UInt8, start child: MetricChild) {
        let start = child.start.load(ordering: .relaxed)
        if start == MetricChild.unknownStart { return }
        let (seconds, nanoseconds) = (start / 1_000, start % 1_000 * 1_000_000)
        self.append(tag: field, .bytes)
        self.append(UInt8(2 + Self.varintLength(seconds) + Self.varintLength(nanoseconds)))
        self.append(field: 1, varint: seconds)
        self.append(field: 2, varint: nanoseconds)
    }

    /// Appends the classic buckets, cumulative, +Inf last; exemplars by bucket, if there are any.
    mutating func append(field: UInt8, buckets reading: borrowing HistogramReading, _ exemplars: [Exemplar?]) {
        let layout = reading.layout
        reading.forEachClassicBucket { bucket, count in
            let exemplar = bucket < exemplars.count ? exemplars[bucket] : nil
            let more = exemplar.map { Self.fieldLength(Self.messageLength($0)) } ?? 0
            self.append(tag: field, .bytes)
            self.append(varint: UInt64(10 + Self.varintLength(count) + more))
            self.append(field: 1, varint: count)
            self.append(field: 2, double: bucket < layout.bounds.count ? layout.bounds[bucket] : .infinity)
            if let exemplar { self.append(field: 3, exemplar, layout) }
        }
    }

    /// Appends the native buckets of a histogram: schema, zero bucket, spans, differences of counts.
    mutating func append(_ native: borrowing NativeBuckets) {
        self.append(field: 5, signed: Int64(native.schema))
        self.append(field: 6, double: NativeScale.zeroThreshold)
        self.append(field: 7, varint: native.zeroCount)
        // Without any span a reader would take it for a classic histogram.
        if native.indices.isEmpty { self.appendSpan(0, 0) }
        native.forEachSpan { self.appendSpan($0, $1) }
        var last: UInt64 = 0
        for count in native.counts {
            self.append(field: 13, signed: Int64(bitPattern: count &- last))
            last = count
        }
    }

    private mutating func appendSpan(_ offset: Int, _ length: Int) {
        let zigzag = UInt64(bitPattern: Int64(offset << 1 ^ offset >> 63))
        self.append(tag: 12, .bytes)
        self.append(UInt8(2 + Self.varintLength(zigzag) + Self.varintLength(UInt64(length))))
        self.append(field: 1, varint: zigzag)
        self.append(field: 2, varint: UInt64(length))
    }

    static func varintLength(_ number: UInt64) -> Int { max(1, (70 - number.leadingZeroBitCount) / 7) }
}
