/// Checks the extensions of one chunk: `;name`, `;name=token` or `;name="text"`, any number (RFC 9112 section 7.1.1).
///
/// The blanks that RFC 9112 calls bad whitespace are refused: parsers that look for the end of a size disagree about them.
struct ChunkExtension {
    private enum State { case nameStart, name, valueStart, token, quoted, escaped, afterQuoted, complete }

    /// From the first `;` to the CR, the `;` included.
    static let byteLimit = 256

    private var state = State.nameStart
    private var count = 1

    /// The CR after the extensions was read.
    var isComplete: Bool { self.state == .complete }

    /// Reads one byte after the first `;`.
    mutating func read(_ byte: UInt8) -> FramingError.Code? {
        let isWrong: Bool
        switch self.state {
        case .nameStart: isWrong = !self.advance(ASCII.isToken(byte), to: .name)
        case .name:
            if byte == ASCII.equals {
                self.state = .valueStart
                isWrong = false
            } else {
                isWrong = !ASCII.isToken(byte) && !self.endsElement(byte)
            }
        case .valueStart:
            let isQuoted = byte == ASCII.quote
            isWrong = !self.advance(isQuoted || ASCII.isToken(byte), to: isQuoted ? .quoted : .token)
        case .token: isWrong = !ASCII.isToken(byte) && !self.endsElement(byte)
        case .quoted:
            switch byte {
            case ASCII.quote: self.state = .afterQuoted
            case ASCII.backslash: self.state = .escaped
            default: break
            }
            isWrong = !Self.isText(byte)
        case .escaped: isWrong = !self.advance(Self.isText(byte), to: .quoted)
        case .afterQuoted: isWrong = !self.endsElement(byte)
        case .complete: preconditionFailure("byte \(byte) after the end of chunk extensions")
        }
        if isWrong { return byte == ASCII.lineFeed ? .bareLineFeed : .invalidChunkExtension }
        if self.state == .complete { return nil }
        self.count &+= 1
        return self.count > Self.byteLimit ? .invalidChunkExtension : nil
    }

    private mutating func advance(_ isRight: Bool, to state: State) -> Bool {
        self.state = state
        return isRight
    }

    /// The next extension, or the end of the line.
    private mutating func endsElement(_ byte: UInt8) -> Bool {
        switch byte {
        case ASCII.semicolon: return self.advance(true, to: .nameStart)
        case ASCII.carriageReturn: return self.advance(true, to: .complete)
        default: return false
        }
    }

    /// Text of a quoted string, `"` and `\` included.
    private static func isText(_ byte: UInt8) -> Bool {
        (byte >= ASCII.space && byte != ASCII.delete) || byte == ASCII.tab
    }
}
