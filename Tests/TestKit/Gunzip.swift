import CZlib

/// Reads what was compressed with gzip.
package enum Gunzip {
    /// - Returns: Nil when the bytes are not exactly one gzip member.
    package static func bytes(_ compressed: [UInt8]) -> [UInt8]? {
        var stream = z_stream()
        guard inflateInit2_(&stream, 15 + 16, ZLIB_VERSION, CInt(MemoryLayout<z_stream>.size)) == Z_OK else {
            return nil
        }
        defer { inflateEnd(&stream) }
        var result: [UInt8] = []
        var source = compressed
        var status = Z_OK
        source.withUnsafeMutableBufferPointer { source in
            stream.next_in = source.baseAddress
            stream.avail_in = UInt32(source.count)
            var chunk = [UInt8](repeating: 0, count: 65_536)
            while status == Z_OK {
                let count = chunk.withUnsafeMutableBufferPointer { space in
                    stream.next_out = space.baseAddress
                    stream.avail_out = UInt32(space.count)
                    status = inflate(&stream, Z_NO_FLUSH)
                    return space.count - Int(stream.avail_out)
                }
                result += chunk[..<count]
            }
        }
        return status == Z_STREAM_END && stream.avail_in == 0 ? result : nil
    }
}
