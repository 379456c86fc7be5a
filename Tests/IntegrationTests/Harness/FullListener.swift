/// A listener that accepts nothing and whose backlog is full: a connect to it gets no answer.
final class FullListener: Sendable {
    let port: Int
    private let listener: Socket
    private let fillers: [Socket]

    init() throws {
        (self.listener, self.port) = try Socket.listen(backlog: 0)
        var fillers: [Socket] = []
        // With a backlog of 0 one connection waits; the kernel drops the SYNs of all that follow.
        while let filler = try? Socket.connect(port: self.port, by: Deadline(0.3)) { fillers.append(filler) }
        self.fillers = fillers
    }
}
