import Foundation
import Synchronization

/// An upstream that does exactly what a test says, right or wrong: a listener, and a thread per connection that runs a
/// script.
final class ScriptedUpstream: Sendable {
    typealias Script = @Sendable (UpstreamConversation) throws -> Void
    /// Answers one request.
    typealias Handler = @Sendable (UpstreamConversation, ReceivedRequest) throws -> Void

    let port: Int
    let log = UpstreamLog()
    private let listener: Socket
    private let connections: Connections

    /// The sockets in use, so that `stop` can wake their threads.
    private final class Connections: Sendable {
        struct State {
            var sockets: [Int: Socket] = [:]
            var isStopped = false
        }
        let state = Mutex(State())
    }

    /// Listens on a port, 0 for any free one, and runs the script on every connection.
    ///
    /// The script runs once per connection, on its thread; the connection is closed after it.
    init(port: Int = 0, _ script: @escaping Script) throws {
        let (listener, port) = try Socket.listen(port: port)
        let connections = Connections()
        let log = self.log
        self.listener = listener
        self.port = port
        self.connections = connections
        Self.startThread { Self.acceptAll(listener, connections, log, script) }
    }

    deinit { self.stop() }

    /// Answers every request on every connection alike.
    static func answering(
        _ status: String = "200 OK",
        fields: String = "",
        body: String = "",
        port: Int = 0
    ) throws -> ScriptedUpstream {
        try ScriptedUpstream(port: port) { conversation in
            while true {
                let request = try conversation.readRequest()
                let head = "HTTP/1.1 \(status)\r\n\(fields)Content-Length: \(body.utf8.count)\r\n\r\n"
                try conversation.send(request.method == "HEAD" ? head : head + body)
            }
        }
    }

    /// Reads requests one after the other and hands each to the body of its path, without looking at the query.
    ///
    /// Other paths are answered `200` with the path as body.
    static func serving(_ paths: [String: Handler], port: Int = 0) throws -> ScriptedUpstream {
        try ScriptedUpstream(port: port) { conversation in
            while true {
                let request = try conversation.readRequest()
                let path = String(request.target.prefix { $0 != "?" })
                if let handler = paths[path] {
                    try handler(conversation, request)
                } else {
                    try conversation.respond(body: request.method == "HEAD" ? "" : path)
                }
            }
        }
    }

    /// Closes the listener and all connections: later connects are refused.
    func stop() {
        self.connections.state.withLock { state in
            state.isStopped = true
            for socket in state.sockets.values { socket.shutdownAll() }
        }
        // Wakes `accept`; the thread closes the socket.
        self.listener.shutdownAll()
    }

    static func startThread(_ body: @escaping @Sendable () -> Void) {
        let thread = Thread(block: body)
        thread.stackSize = 1 << 19
        thread.start()
    }

    private static func acceptAll(
        _ listener: Socket,
        _ connections: Connections,
        _ log: UpstreamLog,
        _ script: @escaping Script
    ) {
        // A listener that was shut down fails: the upstream has stopped.
        while let socket = try? listener.accept(by: Deadline(3_600)) {
            let index = log.noteConnection()
            let isStopped = connections.state.withLock { state in
                state.sockets[index] = socket
                return state.isStopped
            }
            if isStopped { break }
            Self.startThread {
                do {
                    try script(UpstreamConversation(socket, index: index, log: log))
                } catch {
                    if !(error is UpstreamEnd) { log.note(error: error) }
                }
                // Out of the table first: nobody else may touch a descriptor that is given back.
                _ = connections.state.withLock { $0.sockets.removeValue(forKey: index) }
                socket.close()
            }
        }
        listener.close()
    }
}
