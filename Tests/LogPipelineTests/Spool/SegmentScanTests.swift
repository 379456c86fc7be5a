import LogPipeline
import TestKit
import Testing

/// What is undamaged is read, whatever happened around it.
@Suite struct SegmentScanTests {
    /// Records of random length from 1 on, as they lie in a segment.
    private static func segment(_ count: Int, _ generator: inout SeededGenerator) -> (bytes: [UInt8], ends: [Int]) {
        var bytes = SegmentHeader(stream: 0, firstSequence: 1, madeMilliseconds: 1).bytes
        var ends = [bytes.count]
        let id = Array("01KJMMA2KVBW69MC8100005M4K".utf8)
        for index in 0..<count {
            let line = (0..<Int.random(in: 0...200, using: &generator)).map { _ in
                // Bytes of the mark among them, though no line has them.
                UInt8.random(in: 0...255, using: &generator)
            }
            id.withUnsafeBytes { id in
                line.withUnsafeBytes { SpoolRecord.append(UInt64(index + 1), id: id, line: $0, to: &bytes) }
            }
            ends.append(bytes.count)
        }
        return (bytes, ends)
    }

    private static func scan(_ bytes: [UInt8]) -> SegmentScan {
        bytes.withUnsafeBytes { SegmentScan($0, from: SegmentHeader.byteCount) }
    }

    @Test func aCutAnywhereCostsTheRecordsBehindIt() {
        var generator = SeededGenerator(seed: 1)
        let (bytes, ends) = Self.segment(40, &generator)
        for cut in SegmentHeader.byteCount...bytes.count {
            let scan = Self.scan(Array(bytes[..<cut]))
            let whole = ends.dropFirst().count { $0 <= cut }
            #expect(scan.records.map(\.sequence) == Array(1..<UInt64(whole + 1)), "cut at \(cut)")
            #expect(scan.end == ends[whole] && scan.tornBytes == cut - ends[whole], "cut at \(cut)")
            #expect(scan.damage.isEmpty)
        }
    }

    @Test(arguments: 0..<40 as Range<UInt64>)
    func flippedBitsCostTheRecordsTheyAreIn(seed: UInt64) {
        print("seed \(seed)")
        var generator = SeededGenerator(seed: seed)
        var (bytes, ends) = Self.segment(60, &generator)
        var hit: Set<Int> = []
        for _ in 0..<Int.random(in: 1...6, using: &generator) {
            let place = Int.random(in: SegmentHeader.byteCount..<bytes.count, using: &generator)
            bytes[place] ^= 1 << UInt8.random(in: 0...7, using: &generator)
            hit.insert(ends.firstIndex { $0 > place } ?? 0)
        }
        // Flipped back is not damaged.
        var whole: [UInt64] = []
        for index in 1...60 {
            let isWhole = bytes.withUnsafeBytes { SpoolRecord($0, at: ends[index - 1]) } != nil
            #expect(isWhole || hit.contains(index))
            if isWhole { whole.append(UInt64(index)) }
        }
        let scan = Self.scan(bytes)
        #expect(scan.records.map(\.sequence) == whole)
        #expect(
            scan.damage.reduce(0) { $0 + $1.count } + scan.tornBytes == bytes.count - 32
                - scan.records.reduce(0) { $0 + $1.bytes.count }
        )
    }

    @Test func recordsOfTheNextSegmentAreLeftToIt() {
        var generator = SeededGenerator(seed: 2)
        let (bytes, _) = Self.segment(10, &generator)
        let scan = bytes.withUnsafeBytes { SegmentScan($0, from: 32, before: 7) }
        #expect(scan.records.map(\.sequence) == Array(1...6))
    }

    @Test func aRecordThatIsThereTwiceIsReadOnce() {
        var generator = SeededGenerator(seed: 3)
        let (bytes, ends) = Self.segment(4, &generator)
        let scan = Self.scan(bytes + Array(bytes[ends[1]..<ends[2]]))
        #expect(scan.records.map(\.sequence) == [1, 2, 3, 4])
    }

    @Test func theLongestLineIsReadAndNoLonger() {
        let id = [UInt8](repeating: 0x30, count: 26)
        var bytes: [UInt8] = []
        let line = [UInt8](repeating: 0x78, count: SpoolRecord.lineLimit)
        id.withUnsafeBytes { id in line.withUnsafeBytes { SpoolRecord.append(1, id: id, line: $0, to: &bytes) } }
        let record = bytes.withUnsafeBytes { SpoolRecord($0, at: 0) }
        #expect(record?.line.count == SpoolRecord.lineLimit && record?.sequence == 1 && record?.isNote == false)
        // A length one above is refused before the checksum is looked at, and before so much is read.
        bytes[4] += 1
        bytes.append(0)
        #expect(bytes.withUnsafeBytes { SpoolRecord($0, at: 0) } == nil)
    }

    @Test func aNoteSaysWhatIsLost() {
        var bytes: [UInt8] = []
        SpoolRecord.appendNote(5...9, to: &bytes)
        let record = bytes.withUnsafeBytes { SpoolRecord($0, at: 0) }
        #expect(record?.isNote == true && record?.sequence == 5 && record?.lastSequence == 9)
    }

    @Test func aHeaderIsReadOrSaidToBeWhatItIs() {
        let header = SegmentHeader(stream: 2, firstSequence: 77, madeMilliseconds: 1_772_366_400_123)
        let bytes = header.bytes
        #expect(bytes.count == 32)
        #expect(bytes.withUnsafeBytes { SegmentHeader.read($0) } == .header(header))
        for place in bytes.indices {
            var damaged = bytes
            damaged[place] ^= 0x10
            #expect(damaged.withUnsafeBytes { SegmentHeader.read($0) } == .damaged, "byte \(place)")
        }
        for cut in 0..<32 { #expect(bytes[..<cut].withUnsafeBytes { SegmentHeader.read($0) } == .damaged) }
    }
}
