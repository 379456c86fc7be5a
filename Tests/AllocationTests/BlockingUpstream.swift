import Foundation

/// A keep-alive HTTP server on a thread of its own, one connection at a time: it answers every head it sees.
final class BlockingUpstream: Sendable {
    let port: Int
    private let listener: Int32

    init(response: String) throws {
        let listener = socket(AF_INET, Int32(SOCK_STREAM.rawValue), 0)
        var address = BlockingSocket.loopback(port: 0)
        var size = socklen_t(MemoryLayout<sockaddr_in>.size)
        let bound = withUnsafeMutablePointer(to: &address) { pointer in
            pointer.withMemoryRebound(to: sockaddr.self, capacity: 1) {
                bind(listener, $0, size) == 0 && listen(listener, 16) == 0
                    && getsockname(listener, $0, &size) == 0
            }
        }
        guard bound else { throw POSIXError(.EADDRINUSE) }
        self.port = Int(UInt16(bigEndian: address.sin_port))
        self.listener = listener
        let bytes = Array(response.utf8)
        Thread {
            while true {
                let connection = accept(listener, nil, nil)
                guard connection >= 0 else { return }
                Thread { Self.serve(connection, bytes) }.start()
            }
        }.start()
    }

    deinit { shutdown(self.listener, Int32(SHUT_RDWR)) }

    private static func serve(_ connection: Int32, _ response: [UInt8]) {
        var received: [UInt8] = []
        var chunk = [UInt8](repeating: 0, count: 4_096)
        while true {
            let count = recv(connection, &chunk, chunk.count, 0)
            if count <= 0 { break }
            received += chunk[..<count]
            while let end = BlockingSocket.endOfHead(received) {
                received.removeFirst(end)
                _ = send(connection, response, response.count, 0)
            }
        }
        close(connection)
    }
}
