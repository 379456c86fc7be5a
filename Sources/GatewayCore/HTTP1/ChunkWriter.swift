package import NIOCore

/// Writes chunk framing: `size CRLF data CRLF … 0 CRLF CRLF`.
package enum ChunkWriter {
    /// What follows a chunk's data.
    package static var dataEnd: StaticString { "\r\n" }
    /// The last chunk, without trailers.
    package static var lastChunk: StaticString { "0\r\n\r\n" }

    /// Writes the line before a chunk's data.
    /// - Parameters:
    ///   - count: Of the data, at least 1: a chunk of 0 would end the body.
    ///   - buffer: Where to append.
    package static func writeHeader(_ count: Int, into buffer: inout ByteBuffer) {
        precondition(count > 0, "a chunk of \(count) bytes")
        _ = buffer.writeWithUnsafeMutableBytes(minimumWritableBytes: 18) { memory in
            let digits = (Int.bitWidth - count.leadingZeroBitCount + 3) / 4
            for index in 0..<digits {
                let value = UInt8(truncatingIfNeeded: count >> (4 * (digits - 1 - index)) & 15)
                memory[index] = value < 10 ? ASCII.zero + value : UInt8(ascii: "a") + value - 10
            }
            memory[digits] = ASCII.carriageReturn
            memory[digits + 1] = ASCII.lineFeed
            return digits + 2
        }
    }

    /// Writes what follows a chunk's data.
    package static func writeDataEnd(into buffer: inout ByteBuffer) { buffer.writeStaticString(Self.dataEnd) }

    /// Writes the last chunk, without trailers.
    package static func writeLastChunk(into buffer: inout ByteBuffer) { buffer.writeStaticString(Self.lastChunk) }
}
