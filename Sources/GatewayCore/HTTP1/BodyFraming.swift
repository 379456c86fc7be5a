/// How the end of a message's body is found (RFC 9112 section 6.3).
package enum BodyFraming: Equatable, BitwiseCopyable, Sendable {
    /// There is no body.
    case none
    /// Exactly so many bytes follow, in `0...999_999_999_999_999_999`.
    case length(Int)
    case chunked
    /// Only responses: everything until the connection closes.
    case untilClose
}
