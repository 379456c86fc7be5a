package import NIOCore

/// What came of looking for a part of a body.
package enum BodyStep: Equatable, Sendable {
    /// Nothing is wrong so far; call again when more bytes are there.
    case needMore
    /// Bytes of the body without their framing, never empty: a slice of the input, or many small chunks copied into one.
    case data(ByteBuffer)
    /// The body is complete, trailers included.
    case end
    /// The body cannot be framed, or is too large; nothing more may be decoded.
    case failed(FramingError)
}
