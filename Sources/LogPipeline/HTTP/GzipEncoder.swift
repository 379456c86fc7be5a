import CZlib

/// Compresses with zlib at its fastest: log lines shrink to a tenth with any setting.
enum GzipEncoder {
    /// Compresses into one gzip member (RFC 1952).
    /// - Parameter bytes: Less than 4 GiB.
    /// - Returns: Nil without memory: send the bytes as they are.
    static func compress(_ bytes: [UInt8]) -> [UInt8]? {
        var stream = z_stream()
        let windowBits: CInt = 15 + 16  // 16: with the header and trailer of gzip
        let size = CInt(MemoryLayout<z_stream>.size)
        guard
            deflateInit2_(
                &stream,
                Z_BEST_SPEED,
                Z_DEFLATED,
                windowBits,
                8,
                Z_DEFAULT_STRATEGY,
                ZLIB_VERSION,
                size
            ) == Z_OK
        else { return nil }
        defer { deflateEnd(&stream) }
        let bound = Int(deflateBound(&stream, UInt(bytes.count)))
        var isComplete = false
        let result = [UInt8](unsafeUninitializedCapacity: bound) { space, count in
            bytes.withUnsafeBufferPointer { source in
                // zlib does not write through this pointer.
                stream.next_in = UnsafeMutablePointer(mutating: source.baseAddress)
                stream.avail_in = UInt32(source.count)
                stream.next_out = space.baseAddress
                stream.avail_out = UInt32(bound)
                isComplete = deflate(&stream, Z_FINISH) == Z_STREAM_END
                count = bound - Int(stream.avail_out)
            }
        }
        return isComplete ? result : nil
    }
}
