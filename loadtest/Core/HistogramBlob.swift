import Histogram

/// The HdrHistogram V2 format, compressed form, in base64: reports merge without loss and open in other HDR tools.
///
/// ```
/// outer: cookie 0x1C849314 | length of the zlib stream | zlib stream          (all integers big-endian, 4 bytes)
/// inner: cookie 0x1C849313 | payload length | 0 (index offset) | digits | lowest (8) | highest (8) | 1.0 (8) | payload
/// payload: counts as ZigZag LEB128, up to 9 bytes each; a negative number -n stands for n zero counts
/// ```
package enum HistogramBlob {
    static let innerCookie: UInt32 = 0x1C84_9313
    static let outerCookie: UInt32 = 0x1C84_9314

    /// - Complexity: O(n) in the histogram's buckets; for reports only.
    package static func encode(_ latencies: LatencyHistogram) -> String {
        let histogram = latencies.histogram
        var payload: [UInt8] = []
        var nextIndex = 0
        for entry in histogram.recordedValues() where entry.count > 0 {
            let index = BucketIndex.of(entry.value, digits: histogram.numberOfSignificantValueDigits)
            if index > nextIndex { VariableInteger.append(-Int64(index - nextIndex), to: &payload) }
            VariableInteger.append(Int64(entry.count), to: &payload)
            nextIndex = index + 1
        }
        var inner: [UInt8] = []
        inner.appendBigEndian(Self.innerCookie)
        inner.appendBigEndian(UInt32(payload.count))
        inner.appendBigEndian(UInt32(0))
        inner.appendBigEndian(UInt32(UInt8(histogram.numberOfSignificantValueDigits.rawValue)))
        inner.appendBigEndian(histogram.lowestDiscernibleValue)
        inner.appendBigEndian(histogram.highestTrackableValue)
        inner.appendBigEndian((1.0).bitPattern)
        inner += payload
        let stream = StoredDeflate.encode(inner)
        var outer: [UInt8] = []
        outer.appendBigEndian(Self.outerCookie)
        outer.appendBigEndian(UInt32(stream.count))
        return Base64.encode(outer + stream)
    }

    /// Reads what `encode` wrote; a blob that another tool really compressed is not read.
    ///
    /// - Returns: Nil for anything that is not such a blob.
    package static func decode(_ text: String) -> LatencyHistogram? {
        guard let outer = Base64.decode(text), outer.count > 8, outer.bigEndian(UInt32.self, at: 0) == Self.outerCookie,
            outer.bigEndian(UInt32.self, at: 4).map(Int.init) == outer.count - 8,
            let inner = StoredDeflate.decode(Array(outer[8...])),
            inner.bigEndian(UInt32.self, at: 0) == Self.innerCookie,
            let length = inner.bigEndian(UInt32.self, at: 4), inner.count == 40 + Int(length),
            let digits = inner.bigEndian(UInt32.self, at: 12).flatMap({
                SignificantDigits(rawValue: Int8(clamping: $0))
            }),
            let lowest = inner.bigEndian(UInt64.self, at: 16), let highest = inner.bigEndian(UInt64.self, at: 24),
            lowest == 1, highest >= 2, highest < 1 << 62
        else { return nil }
        var histogram = Histogram<UInt64>(highestTrackableValue: highest, numberOfSignificantValueDigits: digits)
        var offset = 40
        var index = 0
        while offset < inner.count {
            guard let number = VariableInteger.read(inner, at: &offset), number > -(1 << 40) else { return nil }
            if number < 0 {
                index += Int(clamping: -number)
            } else {
                guard index < 1 << 20 else { return nil }
                let value = BucketIndex.highestValue(at: index, digits: digits)
                guard histogram.record(value, count: UInt64(number)) else { return nil }
                index += 1
            }
        }
        return LatencyHistogram(histogram: histogram)
    }
}
