import CZlib
package import NIOCore

/// Compresses with zlib, at its fastest: a scrape's text shrinks to a twentieth with any setting.
package enum GzipWriter {
    /// Compresses into one gzip member (RFC 1952).
    /// - Parameters:
    ///   - bytes: Less than 4 GiB.
    ///   - chunkBytes: The size of each chunk but the last.
    /// - Returns: Nil without memory.
    package static func compress(_ bytes: UnsafeRawBufferPointer, chunkBytes: Int) -> [ByteBuffer]? {
        var stream = z_stream()
        let windowBits: CInt = 15 + 16  // 16: with the header and trailer of gzip
        let size = CInt(MemoryLayout<z_stream>.size)
        let level = Z_BEST_SPEED
        guard
            deflateInit2_(&stream, level, Z_DEFLATED, windowBits, 8, Z_DEFAULT_STRATEGY, ZLIB_VERSION, size) == Z_OK
        else { return nil }
        defer { deflateEnd(&stream) }
        // zlib does not write through this pointer.
        stream.next_in = UnsafeMutablePointer(mutating: bytes.bindMemory(to: UInt8.self).baseAddress)
        stream.avail_in = UInt32(bytes.count)
        var chunks: [ByteBuffer] = []
        var status = Z_OK
        while status == Z_OK {
            var chunk = ByteBuffer()
            chunk.writeWithUnsafeMutableBytes(minimumWritableBytes: chunkBytes) { space in
                stream.next_out = space.bindMemory(to: UInt8.self).baseAddress
                stream.avail_out = UInt32(chunkBytes)
                status = deflate(&stream, Z_FINISH)
                return chunkBytes - Int(stream.avail_out)
            }
            if chunk.readableBytes > 0 { chunks.append(chunk) }
        }
        return status == Z_STREAM_END ? chunks : nil
    }
}
