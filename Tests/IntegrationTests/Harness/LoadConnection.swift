/// A client for many requests: it looks at status and length only.
final class LoadConnection {
    struct Answer {
        var status: Int
        var closes: Bool
    }

    let socket: Socket
    private let input: WireBuffer

    init(port: Int) throws(SocketError) {
        self.socket = try Socket.connect(port: port)
        self.input = WireBuffer(self.socket)
    }

    /// Sends a request and reads its answer, which must have a Content-Length.
    func exchange(_ request: [UInt8]) throws -> Answer {
        try self.socket.send(request)
        return try self.readAnswer()
    }

    func readAnswer() throws -> Answer {
        let deadline = Deadline()
        guard let head = try self.input.head(by: deadline) else { throw HarnessError("closed without an answer") }
        guard let status = head.number(after: "HTTP/1.1 "), let length = head.number(after: "Content-Length: ") else {
            throw HarnessError("no answer with a length")
        }
        let answer = Answer(status: status, closes: head.find("Connection: close") != nil)
        try self.input.skip(head.count + length, by: deadline)
        return answer
    }

    /// Reads a part of an answer.
    func readSome() throws { _ = try self.input.head(by: Deadline()) }

    static func get(_ target: String) -> [UInt8] { Array("GET \(target) HTTP/1.1\r\nHost: load.test\r\n\r\n".utf8) }
}
