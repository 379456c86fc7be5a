/// The chunked coding (RFC 9112 section 7.1): sizes and line ends are strict, data is skipped in bulk.
package struct ChunkedBodyDecoder: Sendable {
    private enum State {
        case sizeStart, size, blank, chunkExtension, sizeEnd
        case data, dataEnd, dataLineFeed
        case lineStart, line, lineFeed, lastLineFeed
    }

    /// Room for sizes up to 2^60, far beyond any body, without overflow.
    private static let sizeDigits = 15
    /// Extensions and trailers together.
    private static let extraBytes = 65_536

    private var state = State.sizeStart
    private var remaining = 0
    private var digits = 0
    private var extra = 0

    package init() {}

    /// Reads on.
    ///
    /// - Parameters:
    ///   - bytes: What has arrived.
    ///   - offset: Where to start; moved behind what was read.
    /// - Returns: True when the body, trailers included, is complete.
    /// - Throws: The error of the first wrong byte.
    package mutating func decode(
        _ bytes: UnsafeRawBufferPointer,
        from offset: inout Int
    ) throws(ResponseError) -> Bool {
        while offset < bytes.count {
            if self.state == .data {
                let count = min(self.remaining, bytes.count - offset)
                offset += count
                self.remaining -= count
                if self.remaining == 0 { self.state = .dataEnd }
                continue
            }
            let byte = bytes[offset]
            offset += 1
            if try self.step(byte) { return true }
        }
        return false
    }

    /// Reads one byte outside of data.
    private mutating func step(_ byte: UInt8) throws(ResponseError) -> Bool {
        let carriageReturn: UInt8 = 0x0D
        let lineFeed: UInt8 = 0x0A
        switch self.state {
        case .sizeStart, .size:
            if let digit = Self.hexValue(byte) {
                guard self.digits < Self.sizeDigits else { throw .badChunkSize }
                self.remaining = self.remaining << 4 | digit
                self.digits += 1
                self.state = .size
            } else {
                guard self.digits > 0 else { throw .badChunkSize }
                try self.sizeEnded(byte)
            }
        case .blank:
            guard byte != 0x20, byte != 0x09 else { return false }
            guard byte == UInt8(ascii: ";") || byte == carriageReturn else { throw .badChunkSize }
            try self.sizeEnded(byte)
        case .chunkExtension:
            try self.countExtra(.badChunkSize)
            if byte == carriageReturn {
                self.state = .sizeEnd
            } else if !HTTPCharacters.isFieldValue(byte) {
                throw .badChunkSize
            }
        case .sizeEnd:
            guard byte == lineFeed else { throw .badChunkSize }
            self.state = self.remaining > 0 ? .data : .lineStart
            self.digits = 0
        case .data: preconditionFailure("data is skipped by the caller")
        case .dataEnd:
            guard byte == carriageReturn else { throw .badChunkEnd }
            self.state = .dataLineFeed
        case .dataLineFeed:
            guard byte == lineFeed else { throw .badChunkEnd }
            self.state = .sizeStart
        case .lineStart:
            if byte == carriageReturn {
                self.state = .lastLineFeed
            } else if HTTPCharacters.isToken(byte) {
                self.state = .line
            } else {
                throw .badTrailer
            }
        case .line:
            try self.countExtra(.badTrailer)
            if byte == carriageReturn {
                self.state = .lineFeed
            } else if !HTTPCharacters.isFieldValue(byte) {
                throw .badTrailer
            }
        case .lineFeed:
            guard byte == lineFeed else { throw .badTrailer }
            self.state = .lineStart
        case .lastLineFeed:
            guard byte == lineFeed else { throw .badTrailer }
            self = ChunkedBodyDecoder()
            return true
        }
        return false
    }

    private mutating func sizeEnded(_ byte: UInt8) throws(ResponseError) {
        switch byte {
        case 0x0D: self.state = .sizeEnd
        case 0x20, 0x09: self.state = .blank
        case UInt8(ascii: ";"): self.state = .chunkExtension
        default: throw .badChunkSize
        }
    }

    private mutating func countExtra(_ error: ResponseError) throws(ResponseError) {
        self.extra += 1
        if self.extra > Self.extraBytes { throw error }
    }

    private static func hexValue(_ byte: UInt8) -> Int? {
        switch byte {
        case UInt8(ascii: "0")...UInt8(ascii: "9"): Int(byte) - 0x30
        case UInt8(ascii: "a")...UInt8(ascii: "f"): Int(byte) - 0x57
        case UInt8(ascii: "A")...UInt8(ascii: "F"): Int(byte) - 0x37
        default: nil
        }
    }
}
