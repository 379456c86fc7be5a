/// What came of looking for the head of a request.
package enum HeadStep: Equatable, Sendable {
    /// Nothing is wrong so far; call again when more bytes are there.
    case needMore
    /// The head was taken from the input and can be read.
    case complete
    /// The message cannot be framed: answer and close; nothing more may be decoded.
    case failed(FramingError)
}
