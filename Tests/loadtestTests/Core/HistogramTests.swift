import NIOCore
import Testing
import loadtest

@Suite struct HistogramTests {
    @Test func valuesKeepThreeDigits() {
        var histogram = LatencyHistogram()
        for nanoseconds: Int64 in [100, 12_300, 1_234_500, 98_765_432_100, 3_599_000_000_000] {
            histogram.reset()
            histogram.record(.nanoseconds(nanoseconds))
            let value = histogram.nanoseconds(at: 50) ?? 0
            #expect(abs(value - Double(nanoseconds)) <= max(100, Double(nanoseconds) / 1_000))
        }
    }

    @Test func valuesOverAnHourAreCountedAndNotClipped() {
        var histogram = LatencyHistogram()
        histogram.record(.hours(1))
        histogram.record(.hours(1) + .seconds(1))
        histogram.record(.hours(30))
        #expect(histogram.count == 1)
        #expect(histogram.overflowCount == 2)
    }

    @Test func anEmptyHistogramHasNoPercentiles() {
        let histogram = LatencyHistogram()
        #expect(histogram.nanoseconds(at: 99) == nil)
        #expect(histogram.meanNanoseconds == nil)
        #expect(histogram.maxNanoseconds == nil)
    }

    @Test func mergedPartsEqualTheWhole() {
        var whole = LatencyHistogram()
        var parts = [LatencyHistogram(), LatencyHistogram(), LatencyHistogram()]
        let mix = SplitMix(seed: 7)
        for index in 0..<30_000 {
            let amount = TimeAmount.nanoseconds(Int64(mix.value(at: UInt64(index)) % 5_000_000_000))
            whole.record(amount)
            parts[index % 3].record(amount)
        }
        var merged = LatencyHistogram()
        for part in parts { merged.merge(part) }
        #expect(HistogramBlob.encode(merged) == HistogramBlob.encode(whole))
        #expect(merged.sumNanoseconds == whole.sumNanoseconds)
    }

    @Test func aBlobReadsBackAsTheSameHistogram() throws {
        var histogram = LatencyHistogram()
        let mix = SplitMix(seed: 3)
        for index in 0..<50_000 {
            let bits = mix.value(at: UInt64(index))
            histogram.record(.nanoseconds(Int64(bits >> (23 + bits % 40))))
        }
        histogram.record(.zero)
        let blob = HistogramBlob.encode(histogram)
        let decoded = try #require(HistogramBlob.decode(blob))
        #expect(decoded.count == 50_001)
        for percentile in stride(from: 0, to: 99.75, by: 0.25) {
            #expect(decoded.nanoseconds(at: percentile) == histogram.nanoseconds(at: percentile))
        }
        #expect(HistogramBlob.encode(decoded) == blob)
    }

    @Test func theBlobOfOneValueIsThatOfTheFormat() throws {
        var histogram = LatencyHistogram()
        for _ in 0..<300 { histogram.record(.nanoseconds(500)) }
        let bytes = try #require(Base64.decode(HistogramBlob.encode(histogram)))
        // Outer cookie and length, zlib header, a stored block, then the inner header and five zeros and a count of 300.
        #expect(Array(bytes[0..<8]) == [0x1C, 0x84, 0x93, 0x14, 0, 0, 0, 54])
        #expect(Array(bytes[8..<15]) == [0x78, 0x01, 0x01, 43, 0, 212, 255])
        #expect(Array(bytes[15..<31]) == [0x1C, 0x84, 0x93, 0x13, 0, 0, 0, 3, 0, 0, 0, 0, 0, 0, 0, 3])
        #expect(Array(bytes[55..<58]) == [0x09, 0xD8, 0x04])
    }

    @Test(arguments: [0, 1, -1, 63, -64, 64, 300, -300, 1 << 40, Int64.max, Int64.min])
    func variableIntegersReadBack(number: Int64) {
        var bytes: [UInt8] = []
        VariableInteger.append(number, to: &bytes)
        var offset = 0
        #expect(VariableInteger.read(bytes, at: &offset) == number)
        #expect(offset == bytes.count)
        #expect(bytes.count <= 9)
        var short = 0
        #expect(VariableInteger.read(bytes.dropLast(), at: &short) == nil)
    }

    @Test(arguments: ["", "AAAA", "HISTFAAAAAA=", "nonsense!", "HIST"])
    func otherTextsAreNoBlobs(text: String) {
        #expect(HistogramBlob.decode(text) == nil)
    }

    @Test(arguments: 0..<8) func base64ReadsBack(count: Int) {
        let bytes = (0..<count).map { UInt8($0 * 37 & 255) }
        #expect(Base64.decode(Base64.encode(bytes)) == bytes)
    }

    @Test func largeStreamsHaveSeveralBlocks() {
        let bytes = (0..<200_000).map { UInt8(truncatingIfNeeded: $0 * $0) }
        #expect(StoredDeflate.decode(StoredDeflate.encode(bytes)) == bytes)
    }
}
