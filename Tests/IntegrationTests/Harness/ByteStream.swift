/// What comes in on a socket, cut into heads, lines and bodies.
final class ByteStream {
    let socket: Socket
    /// Read from the socket and not yet taken.
    private(set) var buffer: [UInt8] = []
    private var start = 0
    /// All bytes that came so far.
    private(set) var receivedCount = 0

    init(_ socket: Socket) { self.socket = socket }

    var available: ArraySlice<UInt8> { self.buffer[self.start...] }

    /// Reads once.
    /// - Returns: False at the end of the stream.
    func fill(by deadline: Deadline) throws(SocketError) -> Bool {
        guard let bytes = try self.socket.receive(by: deadline) else { return false }
        if self.start > 1 << 20 || self.start == self.buffer.count {
            self.buffer.removeFirst(self.start)
            self.start = 0
        }
        self.buffer += bytes
        self.receivedCount += bytes.count
        return true
    }

    func take(_ count: Int, by deadline: Deadline) throws -> ArraySlice<UInt8> {
        while self.available.count < count { try self.fillOrThrow(by: deadline) }
        let taken = self.buffer[self.start..<self.start + count]
        self.start += count
        return taken
    }

    /// Reads up to and with the next empty line.
    /// - Returns: Nil when the stream ends before the first byte.
    func takeHead(by deadline: Deadline) throws -> MessageHead? {
        var searched = 0
        while true {
            let bytes = self.available
            var index = bytes.startIndex + max(searched - 3, 0)
            while index + 3 < bytes.endIndex {
                if bytes[index] == 13, bytes[index + 1] == 10, bytes[index + 2] == 13, bytes[index + 3] == 10 {
                    return try MessageHead(try self.take(index + 4 - bytes.startIndex, by: deadline))
                }
                index += 1
            }
            searched = bytes.count
            if bytes.isEmpty {
                if try !self.fill(by: deadline) { return nil }
            } else {
                try self.fillOrThrow(by: deadline)
            }
        }
    }

    /// Reads a line that ends with CRLF.
    func takeLine(by deadline: Deadline) throws -> String {
        var line: [UInt8] = []
        while true {
            guard let byte = try self.take(1, by: deadline).first else { continue }
            if byte == 0x0A {
                guard line.last == 0x0D else { throw HarnessError("a line ends with LF alone") }
                return String(decoding: line.dropLast(), as: UTF8.self)
            }
            line.append(byte)
        }
    }

    /// Reads a chunked body without extensions and trailers; `onChunk` gets the size of each chunk.
    func takeChunked(by deadline: Deadline, onChunk: (Int) -> Void = { _ in }) throws -> [UInt8] {
        var body: [UInt8] = []
        while true {
            let line = try self.takeLine(by: deadline)
            guard let size = Int(line, radix: 16), line.allSatisfy(\.isHexDigit) else {
                throw HarnessError("no chunk size: \(line)")
            }
            onChunk(size)
            body += try self.take(size, by: deadline)
            guard try self.takeLine(by: deadline).isEmpty else {
                throw HarnessError("no CRLF after a chunk of \(size)")
            }
            if size == 0 { return body }
        }
    }

    func takeToEnd(by deadline: Deadline) throws -> [UInt8] {
        while try self.fill(by: deadline) {}
        defer { self.start = self.buffer.count }
        return Array(self.available)
    }

    private func fillOrThrow(by deadline: Deadline) throws {
        if try self.fill(by: deadline) { return }
        let text = String(decoding: self.available.suffix(200), as: UTF8.self)
        throw HarnessError("the stream ended after \(self.receivedCount) bytes, in: \(text)")
    }
}
