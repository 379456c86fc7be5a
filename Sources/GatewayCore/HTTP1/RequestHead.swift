package import NIOCore

/// The head of a request as it was read: one buffer and a table of offsets into it.
///
/// Owned by its decoder, which writes the next head over it: read it in place, never copy it.
package struct RequestHead: MessageHead, ~Copyable {
    /// The head as it came, from the first byte of the method to the final CRLF: a slice of the input.
    package internal(set) var bytes = ByteBuffer()
    /// In the order sent; the capacity is kept from one head to the next.
    package internal(set) var fields: [FieldEntry] = []
    package internal(set) var method = Method.other
    package internal(set) var methodLength = 0
    /// 0 or 1, of HTTP/1.
    package internal(set) var minorVersion: UInt8 = 1
    /// Of the whole head, its final CRLF included.
    package internal(set) var byteCount = 0
    package internal(set) var framing = BodyFraming.none
    /// Neither HTTP/1.0 nor `Connection: close`: another request may follow on this connection.
    package internal(set) var keepsAlive = false
    /// The client waits for `100 Continue` before it sends its body.
    package internal(set) var expectsContinue = false
    /// The path contains `%2F` or `%5C`: refuse it (`encodedSlash`), unless the route passes it.
    package internal(set) var hasEncodedSlash = false

    /// Where the target begins: in `canonicalTarget` if it is used, else in `bytes`.
    var targetStart = 0
    var targetLength = 0
    var pathLength = 0
    /// The target differs from what was sent, so it stands in `canonicalTarget`.
    var usesCanonicalTarget = false
    var canonicalTarget: [UInt8] = []
    /// Index into `fields`; negative without Host (HTTP/1.0 only).
    var hostIndex = -1

    init() {}

    /// GET or HEAD with a body: it is read and sent on, and the upstream connection is not used again.
    package var hasMethodBody: Bool {
        guard self.method == .get || self.method == .head else { return false }
        return self.framing != .none && self.framing != .length(0)
    }

    package var hasHost: Bool { self.hostIndex >= 0 }

    /// The method as sent.
    package func withMethod<R>(_ body: (UnsafeRawBufferPointer) -> R) -> R {
        self.bytes.withUnsafeReadableBytes { body(UnsafeRawBufferPointer(rebasing: $0[..<self.methodLength])) }
    }

    /// The target in origin form, or `*`: unreserved characters are not percent-encoded.
    package func withTarget<R>(_ body: (UnsafeRawBufferPointer) -> R) -> R {
        self.withTarget(from: 0, to: self.targetLength, body)
    }

    /// The target's path; `*` for `OPTIONS *`.
    package func withPath<R>(_ body: (UnsafeRawBufferPointer) -> R) -> R {
        self.withTarget(from: 0, to: self.pathLength, body)
    }

    /// The target's query without `?`; empty when there is none.
    package func withQuery<R>(_ body: (UnsafeRawBufferPointer) -> R) -> R {
        self.withTarget(from: min(self.pathLength + 1, self.targetLength), to: self.targetLength, body)
    }

    private func withTarget<R>(from start: Int, to end: Int, _ body: (UnsafeRawBufferPointer) -> R) -> R {
        let range = self.targetStart + start..<self.targetStart + end
        if self.usesCanonicalTarget {
            return self.canonicalTarget.withUnsafeBytes { body(UnsafeRawBufferPointer(rebasing: $0[range])) }
        }
        return self.bytes.withUnsafeReadableBytes { body(UnsafeRawBufferPointer(rebasing: $0[range])) }
    }

    /// How many bytes `withQuery` gives.
    package var queryLength: Int { max(0, self.targetLength - self.pathLength - 1) }

    /// Host as received; empty without one (HTTP/1.0 only).
    package func withHost<R>(_ body: (UnsafeRawBufferPointer) -> R) -> R {
        if self.hostIndex < 0 { return body(UnsafeRawBufferPointer(start: nil, count: 0)) }
        return self.withValue(of: self.fields[self.hostIndex], body)
    }
}
