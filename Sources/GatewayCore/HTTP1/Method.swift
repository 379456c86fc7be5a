package import Telemetry

/// A request method.
///
/// What is a token but none of these is `other`; methods are case-sensitive (RFC 9110 section 9.1).
package enum Method: UInt8, CaseIterable, BitwiseCopyable, Sendable {
    case get, head, post, put, patch, delete, options, connect, trace, other

    package var label: MethodLabel {
        switch self {
        case .get: .get
        case .head: .head
        case .post: .post
        case .put: .put
        case .patch: .patch
        case .delete: .delete
        case .options: .options
        case .connect: .connect
        case .trace: .trace
        case .other: .other
        }
    }

    /// Sending it twice means the same as sending it once (RFC 9110 section 9.2.2).
    package var isIdempotent: Bool {
        switch self {
        case .get, .head, .put, .delete, .options, .trace: true
        case .post, .patch, .connect, .other: false
        }
    }

    /// It only reads (RFC 9110 section 9.2.1).
    package var isSafe: Bool {
        switch self {
        case .get, .head, .options, .trace: true
        case .post, .put, .patch, .delete, .connect, .other: false
        }
    }

    /// A request of it without a body says so by `Content-Length: 0` (RFC 9110 section 8.6).
    var expectsBody: Bool { self == .post || self == .put || self == .patch }

    /// Recognises a method.
    /// - Parameters:
    ///   - start: The first of its bytes.
    ///   - count: How many there are.
    /// - Complexity: O(1); does not allocate.
    @inline(__always)
    init(_ start: UnsafeRawPointer, count: Int) {
        self = .other
        switch count {
        case 3:
            if ByteText.isExactly(start, "GET") { self = .get } else if ByteText.isExactly(start, "PUT") { self = .put }
        case 4:
            if ByteText.isExactly(start, "POST") {
                self = .post
            } else if ByteText.isExactly(start, "HEAD") {
                self = .head
            }
        case 5:
            if ByteText.isExactly(start, "PATCH") {
                self = .patch
            } else if ByteText.isExactly(start, "TRACE") {
                self = .trace
            }
        case 6: if ByteText.isExactly(start, "DELETE") { self = .delete }
        case 7:
            if ByteText.isExactly(start, "OPTIONS") {
                self = .options
            } else if ByteText.isExactly(start, "CONNECT") {
                self = .connect
            }
        default: break
        }
    }
}
