/// A zlib stream whose blocks are stored, not compressed: valid for every reader, without a library.
package enum StoredDeflate {
    package static func encode(_ bytes: [UInt8]) -> [UInt8] {
        var stream: [UInt8] = [0x78, 0x01]
        var start = 0
        repeat {
            let count = min(65_535, bytes.count - start)
            let isLast = start + count == bytes.count
            stream.append(isLast ? 1 : 0)
            for number in [UInt16(count), ~UInt16(count)] {
                stream.append(UInt8(number & 0xFF))
                stream.append(UInt8(number >> 8))
            }
            stream += bytes[start..<start + count]
            start += count
        } while start < bytes.count
        stream.appendBigEndian(Self.checksum(bytes))
        return stream
    }

    /// - Returns: Nil unless the stream has stored blocks only and the right checksum.
    package static func decode(_ stream: [UInt8]) -> [UInt8]? {
        guard stream.starts(with: [0x78, 0x01]) else { return nil }
        var bytes: [UInt8] = []
        var offset = 2
        var isLast = false
        while !isLast {
            guard offset + 5 <= stream.count, stream[offset] <= 1 else { return nil }
            isLast = stream[offset] == 1
            let count = Int(stream[offset + 1]) | Int(stream[offset + 2]) << 8
            offset += 5
            guard offset + count <= stream.count else { return nil }
            bytes += stream[offset..<offset + count]
            offset += count
        }
        guard stream.bigEndian(UInt32.self, at: offset) == Self.checksum(bytes), stream.count == offset + 4 else {
            return nil
        }
        return bytes
    }

    /// Adler-32 (RFC 1950 section 8).
    private static func checksum(_ bytes: [UInt8]) -> UInt32 {
        var (low, high): (UInt32, UInt32) = (1, 0)
        for byte in bytes {
            low = (low + UInt32(byte)) % 65_521
            high = (high + low) % 65_521
        }
        return high << 16 | low
    }
}
