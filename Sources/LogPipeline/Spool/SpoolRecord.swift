/// One record of a segment and where it lies; numbers are little-endian.
///
/// ```
/// 0   4  sync mark FE 57 52 FF: no UTF-8 text holds FE or FF, so none is inside a line
/// 4   4  length of the line
/// 8   4  CRC32C of the length and of all that follows here
/// 12  8  spool sequence
/// 20  26 event id; of a note of lost records: 0
/// 46  n  line, without its newline; of a note of lost records: the last sequence lost, 8 bytes
/// ```
package struct SpoolRecord: Equatable {
    package static let headBytes = 46
    package static let idBytes = 26
    /// Longer than any line of a renderer.
    package static let lineLimit = 65_536
    static let markByte: UInt8 = 0xFE
    private static let mark: UInt32 = 0xFF52_57FE

    package var sequence: UInt64
    /// The last sequence lost, of a note; else `sequence`.
    package var lastSequence: UInt64
    package var isNote: Bool
    /// Of the whole record.
    package var bytes: Range<Int>

    package var id: Range<Int> { self.bytes.lowerBound + 20..<self.bytes.lowerBound + Self.headBytes }
    package var line: Range<Int> { self.bytes.lowerBound + Self.headBytes..<self.bytes.upperBound }

    /// Reads the record at an offset; nil when what lies there is none, or not all of one.
    package init?(_ bytes: UnsafeRawBufferPointer, at offset: Int) {
        guard offset >= 0, bytes.count - offset >= Self.headBytes else { return nil }
        func number<N: FixedWidthInteger>(_ place: Int, _ type: N.Type) -> N {
            N(littleEndian: bytes.loadUnaligned(fromByteOffset: offset + place, as: N.self))
        }
        guard number(0, UInt32.self) == Self.mark else { return nil }
        let count = Int(number(4, UInt32.self))
        guard count <= Self.lineLimit, bytes.count - offset - Self.headBytes >= count else { return nil }
        let end = offset + Self.headBytes + count
        guard number(8, UInt32.self) == Self.checksum(bytes, offset..<end) else { return nil }
        self.sequence = number(12, UInt64.self)
        self.bytes = offset..<end
        self.isNote = bytes[(offset + 20)..<(offset + Self.headBytes)].allSatisfy { $0 == 0 }
        self.lastSequence = self.isNote && count == 8 ? number(Self.headBytes, UInt64.self) : self.sequence
        if self.lastSequence < self.sequence || self.lastSequence > SpoolSegment.sequenceLimit { return nil }
    }

    private static func checksum(_ bytes: UnsafeRawBufferPointer, _ range: Range<Int>) -> UInt32 {
        let length = UnsafeRawBufferPointer(rebasing: bytes[(range.lowerBound + 4)..<(range.lowerBound + 8)])
        let rest = UnsafeRawBufferPointer(rebasing: bytes[(range.lowerBound + 12)..<range.upperBound])
        return CRC32C.checksum(rest, after: CRC32C.checksum(length))
    }

    /// Appends a record.
    ///
    /// - Parameters:
    ///   - sequence: Its number.
    ///   - id: 26 bytes.
    ///   - line: At most ``lineLimit`` bytes.
    ///   - bytes: Where it goes.
    package static func append(
        _ sequence: UInt64,
        id: UnsafeRawBufferPointer,
        line: UnsafeRawBufferPointer,
        to bytes: inout [UInt8]
    ) {
        precondition(id.count == Self.idBytes && line.count <= Self.lineLimit, "\(id.count), \(line.count)")
        let start = bytes.count
        let length = UInt32(line.count)
        withUnsafeBytes(of: (self.mark.littleEndian, length.littleEndian, UInt32(0))) { bytes.append(contentsOf: $0) }
        withUnsafeBytes(of: sequence.littleEndian) { bytes.append(contentsOf: $0) }
        bytes.append(contentsOf: id)
        bytes.append(contentsOf: line)
        let end = bytes.count
        bytes.withUnsafeMutableBytes { room in
            let sum = Self.checksum(UnsafeRawBufferPointer(room), start..<end)
            room.storeBytes(of: sum.littleEndian, toByteOffset: start + 8, as: UInt32.self)
        }
    }

    /// Appends a note that some records are known to be lost, so that they are counted once only.
    package static func appendNote(_ lost: ClosedRange<UInt64>, to bytes: inout [UInt8]) {
        let id = [UInt8](repeating: 0, count: Self.idBytes)
        withUnsafeBytes(of: lost.upperBound.littleEndian) { last in
            id.withUnsafeBytes { Self.append(lost.lowerBound, id: $0, line: last, to: &bytes) }
        }
    }
}
