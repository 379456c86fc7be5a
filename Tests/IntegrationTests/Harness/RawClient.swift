/// A client that sends bytes as they are given and reads answers strictly: what is not plain HTTP/1.1 is an error.
final class RawClient {
    /// What became of a connection.
    enum Ending: Equatable {
        /// FIN.
        case closed
        /// RST.
        case reset
        /// Still open when the time was over.
        case open
        /// Bytes came that nobody asked for.
        case bytes(String)
    }

    let socket: Socket
    private let stream: ByteStream

    init(_ socket: Socket) {
        self.socket = socket
        self.stream = ByteStream(socket)
    }

    convenience init(port: Int, receiveBytes: Int32? = nil) throws {
        self.init(try Socket.connect(port: port, receiveBytes: receiveBytes))
    }

    // MARK: Sending

    func send(_ text: String) throws { try self.socket.send(text.utf8) }

    func send(_ bytes: [UInt8]) throws { try self.socket.send(bytes) }

    /// Sends the bytes one by one, each in a segment of its own, until the gateway has closed.
    func sendSlowly(_ bytes: [UInt8]) throws {
        for byte in bytes {
            do throws(SocketError) {
                try self.socket.send(CollectionOfOne(byte))
            } catch {
                if error == .reset { return }
                throw error
            }
        }
    }

    /// `GET path` with a Host, and more field lines.
    func sendGet(_ path: String, _ fields: String...) throws {
        let lines = fields.map { $0 + "\r\n" }.joined()
        try self.send("GET \(path) HTTP/1.1\r\nHost: gateway.test\r\n\(lines)\r\n")
    }

    func get(_ path: String, _ fields: String...) throws -> RawResponse {
        let lines = fields.map { $0 + "\r\n" }.joined()
        try self.send("GET \(path) HTTP/1.1\r\nHost: gateway.test\r\n\(lines)\r\n")
        return try self.read()
    }

    // MARK: Reading

    /// Reads one answer with its body; the request's method matters, since answers to HEAD have none.
    func read(to method: String = "GET", within seconds: Double = Deadline.ordinary) throws -> RawResponse {
        let deadline = Deadline(seconds)
        var interim: [Int] = []
        while true {
            let head = try self.readHead(by: deadline)
            let (status, reason) = try Self.status(head)
            if (100..<200).contains(status) {
                interim.append(status)
                continue
            }
            let framing = try Self.framing(head, status, method)
            let body: [UInt8] =
                switch framing {
                case .none: []
                case .length(let count): Array(try self.stream.take(count, by: deadline))
                case .chunked: try self.stream.takeChunked(by: deadline)
                case .untilClose: try self.stream.takeToEnd(by: deadline)
                }
            return RawResponse(
                interim: interim,
                status: status,
                reason: reason,
                head: head,
                framing: framing,
                body: body
            )
        }
    }

    func readHead(by deadline: Deadline = Deadline()) throws -> MessageHead {
        guard let head = try self.stream.takeHead(by: deadline) else { throw HarnessError("closed without an answer") }
        return head
    }

    /// Reads a part of a body.
    func readBytes(_ count: Int, by deadline: Deadline = Deadline()) throws -> [UInt8] {
        Array(try self.stream.take(count, by: deadline))
    }

    /// Bytes that came so far, heads included.
    var receivedCount: Int { self.stream.receivedCount }

    /// Waits for the end of the connection.
    func ending(within seconds: Double = Deadline.ordinary) -> Ending {
        let deadline = Deadline(seconds)
        do throws(SocketError) {
            while self.stream.available.isEmpty {
                if try !self.stream.fill(by: deadline) { return .closed }
            }
            return .bytes(String(decoding: self.stream.available, as: UTF8.self))
        } catch {
            return error == .timedOut ? .open : .reset
        }
    }

    /// Reads and throws away until the connection ends.
    func drain(within seconds: Double = Deadline.ordinary) -> Ending {
        let deadline = Deadline(seconds)
        do throws(SocketError) {
            while try self.socket.receive(by: deadline) != nil {}
            return .closed
        } catch {
            return error == .timedOut ? .open : .reset
        }
    }

    // MARK: Inside

    private static func status(_ head: MessageHead) throws -> (Int, String) {
        let parts = head.startLine.split(separator: " ", maxSplits: 2, omittingEmptySubsequences: false)
        guard parts.count == 3, parts[0] == "HTTP/1.1", parts[1].count == 3, let status = Int(parts[1]) else {
            throw HarnessError("no status line: \(head.startLine)")
        }
        return (status, String(parts[2]))
    }

    private static func framing(_ head: MessageHead, _ status: Int, _ method: String) throws -> RawResponse.Framing {
        let lengths = head.values("Content-Length")
        let codings = head.values("Transfer-Encoding")
        guard lengths.count + codings.count <= 1 else { throw HarnessError("two framings: \(head.text)") }
        if status == 204, !lengths.isEmpty || !codings.isEmpty { throw HarnessError("framing in a 204") }
        if method == "HEAD" || status == 204 || status == 304 { return .none }
        if let coding = codings.first {
            guard coding == "chunked" else { throw HarnessError("Transfer-Encoding: \(coding)") }
            return .chunked
        }
        guard let length = lengths.first else { return .untilClose }
        guard let count = Int(length), length.allSatisfy(\.isNumber) else {
            throw HarnessError("Content-Length: \(length)")
        }
        return .length(count)
    }
}
