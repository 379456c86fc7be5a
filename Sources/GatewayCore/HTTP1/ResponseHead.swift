package import NIOCore

/// The head of a response as it was read: one buffer and a table of offsets into it.
///
/// Owned by its decoder, which writes the next head over it: read it in place, never copy it.
package struct ResponseHead: MessageHead, ~Copyable {
    /// The head as it came, from the first byte of the version to the final CRLF: a slice of the input.
    package internal(set) var bytes = ByteBuffer()
    /// In the order sent; the capacity is kept from one head to the next.
    package internal(set) var fields: [FieldEntry] = []
    /// 200 to 599; interim responses do not come here.
    package internal(set) var status = 0
    /// Of the reason phrase in `bytes`; may be empty.
    package internal(set) var reasonRange = 0..<0
    /// 0 or 1, of HTTP/1.
    package internal(set) var minorVersion: UInt8 = 1
    /// Of the whole head, its final CRLF included.
    package internal(set) var byteCount = 0
    /// How the body ends on the upstream's connection: `none` also for answers to HEAD, 204 and 304.
    package internal(set) var framing = BodyFraming.none
    /// The upstream says that the connection stays open.
    package internal(set) var keepsAlive = false
    /// There is no body, but Content-Length speaks of the one that GET would have got: it is sent on as it is.
    package internal(set) var describesAbsentBody = false

    init() {}

    /// The reason phrase.
    package func withReason<R>(_ body: (UnsafeRawBufferPointer) -> R) -> R {
        self.bytes.withUnsafeReadableBytes { body(UnsafeRawBufferPointer(rebasing: $0[self.reasonRange])) }
    }
}
