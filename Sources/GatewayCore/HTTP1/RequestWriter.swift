package import NIOCore

/// Writes the head of a request anew for the upstream: nothing of the client's framing and hop-by-hop fields reaches it.
package enum RequestWriter {
    /// Besides the head that was read: the framing field, `Host:` and a digit or two.
    private static let spareBytes = 128

    /// Writes request line, Host, the fields that go on in their order, and one framing field; the final empty line is left
    /// to the caller, who adds fields of its own.
    ///
    /// - Parameters:
    ///   - head: As it was read.
    ///   - defaultHost: For a request without Host (HTTP/1.0): the target's address.
    ///   - framing: Of the body as it will be sent.
    ///   - buffer: Where to append.
    /// - Complexity: O(n) in the head's bytes; allocates only when `buffer` is too small.
    package static func write(
        _ head: borrowing RequestHead,
        defaultHost: UnsafeRawBufferPointer,
        framing: BodyFraming,
        into buffer: inout ByteBuffer
    ) {
        let needed = head.byteCount + head.targetLength + defaultHost.count + Self.spareBytes
        _ = buffer.writeWithUnsafeMutableBytes(minimumWritableBytes: needed) { memory in
            var cursor = ByteCursor(memory)
            head.bytes.withUnsafeReadableBytes { bytes in
                guard let base = bytes.baseAddress else { preconditionFailure("a request head after its release") }
                cursor.write(base, head.methodLength)
                cursor.write(" ")
                head.withTarget { cursor.write($0) }
                cursor.write(" HTTP/1.1\r\nHost: ")
                if head.hostIndex >= 0 {
                    cursor.write(head.fields[head.hostIndex].value(base))
                } else {
                    cursor.write(defaultHost)
                }
                cursor.write("\r\n")
                FieldCopy.write(head.fields, base, end: head.byteCount - 2, without: .endingAtGateway, into: &cursor)
            }
            // Without it some servers wait for a body (RFC 9110 section 8.6).
            let isEmptyBody = framing == .none && head.method.expectsBody
            FieldCopy.writeFraming(isEmptyBody ? .length(0) : framing, into: &cursor)
            return cursor.count
        }
    }
}
