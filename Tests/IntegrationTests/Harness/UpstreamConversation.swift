import Foundation

/// One connection of a scripted upstream, as its script sees it.
final class UpstreamConversation {
    /// Counts the connections of this upstream, from 0.
    let index: Int
    /// Counts the requests read on this connection.
    private(set) var requestCount = 0
    private let stream: ByteStream
    private let log: UpstreamLog

    init(_ socket: Socket, index: Int, log: UpstreamLog) {
        self.index = index
        self.stream = ByteStream(socket)
        self.log = log
    }

    var socket: Socket { self.stream.socket }

    // MARK: Reading

    /// Reads one request with its body, strictly: it comes from the gateway.
    /// - Throws: `UpstreamEnd` when the gateway has closed the connection instead.
    func readRequest() throws -> ReceivedRequest {
        let head = try self.readHead()
        guard head.values("Content-Length").count + head.values("Transfer-Encoding").count <= 1 else {
            throw HarnessError("two framings in a request: \(head.text)")
        }
        var chunks: [Int] = []
        var body: [UInt8] = []
        if let length = head["Content-Length"] {
            guard let count = Int(length) else { throw HarnessError("Content-Length: \(length)") }
            body = Array(try self.stream.take(count, by: Deadline()))
        } else if let coding = head["Transfer-Encoding"] {
            guard coding == "chunked" else { throw HarnessError("Transfer-Encoding: \(coding)") }
            body = try self.stream.takeChunked(by: Deadline()) { chunks.append($0) }
        }
        let request = ReceivedRequest(head: head, body: body, chunks: chunks)
        self.log.note(request)
        return request
    }

    /// Reads a head only; the request counts as seen, not as complete.
    func readHead() throws -> MessageHead {
        // Between requests the gateway may be quiet for as long as the test takes.
        guard let head = try self.stream.takeHead(by: Deadline(120)) else { throw UpstreamEnd() }
        self.requestCount += 1
        self.log.noteHead(head)
        return head
    }

    /// Reads a part of a body.
    func readBytes(_ count: Int) throws -> [UInt8] { Array(try self.stream.take(count, by: Deadline())) }

    // MARK: Sending

    func send(_ text: String) throws { try self.socket.send(text.utf8) }

    func send(_ bytes: [UInt8], within seconds: Double = Deadline.ordinary) throws {
        try self.socket.send(bytes, by: Deadline(seconds))
    }

    /// A complete answer with a Content-Length.
    func respond(_ status: String = "200 OK", fields: String = "", body: String = "") throws {
        try self.send("HTTP/1.1 \(status)\r\n\(fields)Content-Length: \(body.utf8.count)\r\n\r\n\(body)")
    }

    func pause(_ seconds: Double) { usleep(UInt32(seconds * 1e6)) }

    // MARK: Ending

    func reset() { self.socket.reset() }

    func close() { self.socket.close() }

    func shutdownWriting() { self.socket.shutdownWriting() }

    /// Reads and throws away until the gateway ends the connection.
    /// - Returns: False when it did not.
    @discardableResult
    func waitForEnd(within seconds: Double = Deadline.ordinary) -> Bool {
        let deadline = Deadline(seconds)
        do throws(SocketError) {
            while try self.socket.receive(by: deadline) != nil {}
            return true
        } catch {
            return error != .timedOut
        }
    }
}

/// The gateway closed a connection between two requests: how most scripts end.
struct UpstreamEnd: Error {}
