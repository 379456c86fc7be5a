import Synchronization

/// What an upstream has seen; read by the test, written by the threads of the connections.
final class UpstreamLog: Sendable {
    private struct State {
        var connections = 0
        var heads: [MessageHead] = []
        var requests: [ReceivedRequest] = []
        var errors: [String] = []
    }

    private let state = Mutex(State())

    var connectionCount: Int { self.state.withLock { $0.connections } }
    /// Heads that arrived, whether or not their bodies did.
    var headCount: Int { self.state.withLock { $0.heads.count } }
    /// Requests that arrived with their whole bodies.
    var requests: [ReceivedRequest] { self.state.withLock { $0.requests } }
    /// What scripts stumbled over; a test that cares looks here.
    var errors: [String] { self.state.withLock { $0.errors } }

    /// - Returns: The number of connections before this one.
    func noteConnection() -> Int {
        self.state.withLock { state in
            state.connections += 1
            return state.connections - 1
        }
    }

    func noteHead(_ head: MessageHead) { self.state.withLock { $0.heads.append(head) } }
    func note(_ request: ReceivedRequest) { self.state.withLock { $0.requests.append(request) } }
    func note(error: any Error) { self.state.withLock { $0.errors.append("\(error)") } }

    /// Waits for the request with a number, from 0.
    func request(_ number: Int = 0) throws -> ReceivedRequest {
        try Deadline.wait(for: "request \(number) at the upstream, whose errors are \(self.errors)") {
            let requests = self.requests
            return number < requests.count ? requests[number] : nil
        }
    }

    /// Waits for the first request to a target.
    func request(to target: String) throws -> ReceivedRequest {
        try Deadline.wait(for: "a request to \(target) at the upstream, whose errors are \(self.errors)") {
            self.requests.first { $0.target == target }
        }
    }
}
