import Foundation

/// One worker's share of mixed requests: sizes, statuses, mistakes and clients that leave, as its seed decides.
struct MixedTraffic: Sendable {
    /// What the worker knows of its own requests.
    struct Tally: Sendable {
        /// Requests of which at least one byte was sent.
        var sent = 0
        /// Of these: the client left before it had the whole answer.
        var aborted = 0
        /// Answers by status.
        var statuses: [Int: Int] = [:]
        var failures: [String] = []
    }

    /// How a client leaves.
    enum Abort: CaseIterable { case withinHead, withinBody, beforeAnswer, withinAnswer }

    let port: Int
    let count: Int
    private var state: UInt64

    init(port: Int, count: Int, seed: Int) {
        self.port = port
        self.count = count
        self.state = UInt64(seed) &* 0x9E37_79B9_7F4A_7C15 &+ 1
    }

    /// xorshift64*: small, seeded, good enough.
    private mutating func random(_ bound: Int) -> Int {
        self.state ^= self.state >> 12
        self.state ^= self.state << 25
        self.state ^= self.state >> 27
        return Int((self.state &* 0x2545_F491_4F6C_DD1D) >> 33) % bound
    }

    /// Sends all requests, one after the other.
    mutating func run() -> Tally {
        var tally = Tally()
        var connection: LoadConnection?
        for _ in 0..<self.count {
            do {
                let current = try connection ?? LoadConnection(port: self.port)
                connection = current
                tally.sent += 1
                if self.random(10) == 0 {
                    tally.aborted += 1
                    try self.abort(current)
                    connection = nil
                    continue
                }
                let answer = try current.exchange(self.request())
                tally.statuses[answer.status, default: 0] += 1
                if answer.closes { connection = nil }
            } catch {
                tally.failures.append("\(error)")
                connection = nil
            }
        }
        return tally
    }

    private mutating func size() -> Int { [0, 1, 17, 100, 1_000, 5_000, 20_000, 70_000][self.random(8)] }

    private mutating func request() -> [UInt8] {
        let status = [200, 200, 200, 201, 404, 500, 503][self.random(7)]
        switch self.random(20) {
        case 0: return LoadConnection.get("/nowhere")
        case 1: return Array("DELETE /only-get HTTP/1.1\r\nHost: a\r\n\r\n".utf8)
        case 2: return Array("GET /s/200 HTTP/1.1\r\nHost : a\r\n\r\n".utf8)
        case 3...6:
            let body = [UInt8](repeating: 0x62, count: self.size())
            let head = "POST /s/\(status)/\(self.size()) HTTP/1.1\r\nHost: a\r\nContent-Length: \(body.count)\r\n\r\n"
            return Array(head.utf8) + body
        case 7: return LoadConnection.get("/s/\(status)/\(self.size())/\(self.random(5))")
        default: return LoadConnection.get("/s/\(status)/\(self.size())")
        }
    }

    private mutating func abort(_ connection: LoadConnection) throws {
        switch Abort.allCases[self.random(4)] {
        case .withinHead: try connection.socket.send("GET /s/200 HTTP/1.1\r\nHo".utf8)
        case .withinBody:
            try connection.socket.send("POST /s/200 HTTP/1.1\r\nHost: a\r\nContent-Length: 1000\r\n\r\nhalf".utf8)
        case .beforeAnswer: try connection.socket.send(LoadConnection.get("/s/200/100/\(self.random(20))"))
        case .withinAnswer:
            try connection.socket.send(LoadConnection.get("/s/200/250000"))
            try connection.readSome()
        }
        connection.socket.close()
    }
}
