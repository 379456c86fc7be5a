/// The first 32 bytes of a segment; numbers are little-endian.
///
/// ```
/// 0   6  magic WGSEG1
/// 6   1  version
/// 7   1  stream
/// 8   8  sequence of the first record
/// 16  8  when it was made, milliseconds since 1970
/// 24  4  0
/// 28  4  CRC32C of the 28 bytes before
/// ```
package struct SegmentHeader: Equatable {
    package static let byteCount = 32
    static let version: UInt8 = 1
    private static let magic: StaticString = "WGSEG1"

    package enum Reading: Equatable {
        case header(SegmentHeader)
        /// Whole, and made by a version that this one cannot read.
        case unknownVersion(UInt8)
        case damaged
    }

    package var stream: UInt8
    package var firstSequence: UInt64
    package var madeMilliseconds: UInt64

    package init(stream: UInt8, firstSequence: UInt64, madeMilliseconds: UInt64) {
        self.stream = stream
        self.firstSequence = firstSequence
        self.madeMilliseconds = madeMilliseconds
    }

    package var bytes: [UInt8] {
        var bytes = [UInt8](repeating: 0, count: Self.byteCount)
        bytes.withUnsafeMutableBytes { room in
            room.copyBytes(from: UnsafeRawBufferPointer(start: Self.magic.utf8Start, count: 6))
            room[6] = Self.version
            room[7] = self.stream
            room.storeBytes(of: self.firstSequence.littleEndian, toByteOffset: 8, as: UInt64.self)
            room.storeBytes(of: self.madeMilliseconds.littleEndian, toByteOffset: 16, as: UInt64.self)
            let sum = CRC32C.checksum(UnsafeRawBufferPointer(rebasing: UnsafeRawBufferPointer(room)[..<28]))
            room.storeBytes(of: sum.littleEndian, toByteOffset: 28, as: UInt32.self)
        }
        return bytes
    }

    /// Reads the front of a segment.
    package static func read(_ bytes: UnsafeRawBufferPointer) -> Reading {
        guard bytes.count >= Self.byteCount else { return .damaged }
        let sum = UInt32(littleEndian: bytes.loadUnaligned(fromByteOffset: 28, as: UInt32.self))
        guard sum == CRC32C.checksum(UnsafeRawBufferPointer(rebasing: bytes[..<28])) else { return .damaged }
        let magic = UnsafeRawBufferPointer(start: Self.magic.utf8Start, count: 6)
        guard magic.elementsEqual(bytes[..<6]) else { return .damaged }
        guard bytes[6] == Self.version else { return .unknownVersion(bytes[6]) }
        return .header(
            SegmentHeader(
                stream: bytes[7],
                firstSequence: UInt64(littleEndian: bytes.loadUnaligned(fromByteOffset: 8, as: UInt64.self)),
                madeMilliseconds: UInt64(littleEndian: bytes.loadUnaligned(fromByteOffset: 16, as: UInt64.self))
            )
        )
    }
}
