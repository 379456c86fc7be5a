/// What came of looking for the head of a response.
package enum ResponseStep: Equatable, Sendable {
    /// Nothing is wrong so far; call again when more bytes are there.
    case needMore
    /// An interim response (RFC 9110 section 15.2) was taken from the input; call again for the final one.
    case interim(status: Int)
    /// The head was taken from the input and can be read.
    case complete
    /// The message cannot be framed: drop the connection; nothing more may be decoded.
    case failed(FramingError)
}
