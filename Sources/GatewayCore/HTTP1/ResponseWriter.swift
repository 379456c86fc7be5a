package import NIOCore

/// Writes the head of an upstream's response anew for the client.
package enum ResponseWriter {
    private static let spareBytes = 128

    /// Writes status line, the fields that go on in their order, and one framing field; the final empty line is left to the
    /// caller, who adds fields of its own.
    ///
    /// - Parameters:
    ///   - head: As it was read.
    ///   - framing: Of the body as it will be sent; `none` only for answers to HEAD, 204 and 304, or for an empty body.
    ///   - buffer: Where to append.
    /// - Complexity: O(n) in the head's bytes; allocates only when `buffer` is too small.
    package static func write(_ head: borrowing ResponseHead, framing: BodyFraming, into buffer: inout ByteBuffer) {
        let hopByHop = FieldNameSet.hopByHop.adding(.xRequestID)
        let keepsLength = framing == .none && head.describesAbsentBody
        let dropped = keepsLength ? hopByHop : hopByHop.adding(.contentLength)
        _ = buffer.writeWithUnsafeMutableBytes(minimumWritableBytes: head.byteCount + Self.spareBytes) { memory in
            var cursor = ByteCursor(memory)
            head.bytes.withUnsafeReadableBytes { bytes in
                guard let base = bytes.baseAddress else { preconditionFailure("a response head after its release") }
                cursor.write("HTTP/1.1 ")
                cursor.write(base + StatusLine.statusStart, 3)
                cursor.write(" ")
                cursor.write(base + head.reasonRange.lowerBound, head.reasonRange.count)
                cursor.write("\r\n")
                FieldCopy.write(head.fields, base, end: head.byteCount - 2, without: dropped, into: &cursor)
            }
            let isEmptyBody = framing == .none && !head.describesAbsentBody && head.status != 204
            FieldCopy.writeFraming(isEmptyBody ? .length(0) : framing, into: &cursor)
            return cursor.count
        }
    }
}
