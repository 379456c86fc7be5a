import CZlib
import Glibc

/// Reads what `gzip` wrote, in pieces.
enum GzipReader {
    /// - Parameters:
    ///   - path: The file.
    ///   - chunkBytes: Of each piece.
    ///   - overlap: So many of its last bytes are the first of the next.
    ///   - limit: The most bytes that are unpacked.
    ///   - body: Takes the pieces.
    /// - Returns: How many bytes there were; nil when the file cannot be read, is damaged or exceeds the limit.
    static func read(
        _ path: String,
        chunkBytes: Int,
        overlap: Int,
        limit: Int = 1 << 31,
        _ body: (UnsafeRawBufferPointer) -> Void
    ) -> Int? {
        guard let file = gzopen(path, "rb") else { return nil }
        defer { gzclose_r(file) }
        let buffer = UnsafeMutableRawBufferPointer.allocate(byteCount: chunkBytes + overlap, alignment: 16)
        defer { buffer.deallocate() }
        var (kept, total) = (0, 0)
        while let start = buffer.baseAddress {
            let count = Int(gzread(file, start + kept, UInt32(chunkBytes)))
            if count < 0 || total + count > limit { return nil }
            if count == 0 { break }
            total += count
            let filled = kept + count
            body(UnsafeRawBufferPointer(rebasing: buffer[..<filled]))
            kept = min(overlap, filled)
            memmove(start, start + filled - kept, kept)
        }
        var code: Int32 = 0
        _ = gzerror(file, &code)
        return code == Z_OK || code == Z_STREAM_END ? total : nil
    }
}
