import Foundation

/// A connection of a ``LoopbackServer``: used by one thread, blocking.
package final class LoopbackConnection {
    private let descriptor: Int32
    private var unread: [UInt8] = []
    private var isClosed = false

    init(_ descriptor: Int32) {
        self.descriptor = descriptor
        var yes: Int32 = 1
        setsockopt(descriptor, Int32(IPPROTO_TCP), TCP_NODELAY, &yes, socklen_t(MemoryLayout<Int32>.size))
    }

    /// Some bytes; nil at the end of the connection.
    package func read() -> [UInt8]? {
        if !self.unread.isEmpty {
            defer { self.unread = [] }
            return self.unread
        }
        return self.receive()
    }

    private func receive() -> [UInt8]? {
        var bytes = [UInt8](repeating: 0, count: 65_536)
        let count = recv(self.descriptor, &bytes, bytes.count, 0)
        return count > 0 ? Array(bytes[..<count]) : nil
    }

    /// The next request, as it came; nil at the end of the connection.
    /// - Throws: ``LoopbackError`` when it is no HTTP/1.1 request with a length.
    package func readRequest() throws -> LoopbackRequest? {
        var bytes = self.unread
        self.unread = []
        let end = Array("\r\n\r\n".utf8)
        var searched = 0
        while true {
            if let range = bytes[searched...].firstRange(of: end) {
                var request = try LoopbackRequest(head: bytes[..<range.lowerBound])
                let length = try request.contentLength
                while bytes.count < range.upperBound + length {
                    guard let more = self.receive() else { return nil }
                    bytes += more
                }
                request.body = Array(bytes[range.upperBound..<(range.upperBound + length)])
                self.unread = Array(bytes[(range.upperBound + length)...])
                return request
            }
            searched = max(0, bytes.count - 3)
            guard let more = self.receive() else {
                if !bytes.isEmpty { throw LoopbackError(text: "a request without an end") }
                return nil
            }
            bytes += more
        }
    }

    package func write(_ text: String) { self.write(Array(text.utf8)) }

    package func write(_ bytes: [UInt8]) {
        var sent = 0
        while sent < bytes.count {
            let count = bytes.withUnsafeBytes {
                send(self.descriptor, $0.baseAddress! + sent, $0.count - sent, Int32(MSG_NOSIGNAL))
            }
            if count <= 0 { return }
            sent += count
        }
    }

    /// Answers with a body of a length.
    package func respond(_ status: Int, _ fields: [String] = [], body: [UInt8] = []) {
        var head = "HTTP/1.1 \(status) Status\r\n"
        for field in fields { head += field + "\r\n" }
        self.write(Array((head + "Content-Length: \(body.count)\r\n\r\n").utf8) + body)
    }

    /// Ends the connection with a reset instead of an orderly end.
    package func reset() {
        Self.lingerNot(self.descriptor)
        self.close()
    }

    package func close() {
        if self.isClosed { return }
        self.isClosed = true
        Glibc.close(self.descriptor)
    }

    static func lingerNot(_ descriptor: Int32) {
        var linger = linger(l_onoff: 1, l_linger: 0)
        setsockopt(descriptor, SOL_SOCKET, SO_LINGER, &linger, socklen_t(MemoryLayout.size(ofValue: linger)))
    }
}
