import Synchronization

/// A client that asks again as soon as it has its answer, until it is refused or the test has seen enough.
///
/// Everything that goes wrong on an accepted connection is a failure.
final class ClosedLoop: Sendable {
    struct Tally: Sendable {
        var answered = 0
        var connections = 0
        /// What went wrong, in words.
        var failures: [String] = []
        var wasRefused = false
    }

    let port: Int
    let request: [UInt8]
    /// A connection for each request, instead of one for all.
    let reconnects: Bool
    private let isStopped = Atomic<Bool>(false)
    /// From here on a refused connect is what should happen.
    private let mayBeRefused = Atomic<Bool>(false)

    init(port: Int, target: String = "/s/200/100", reconnects: Bool = false) {
        self.port = port
        self.reconnects = reconnects
        let field = reconnects ? "Connection: close\r\n" : ""
        self.request = Array("GET \(target) HTTP/1.1\r\nHost: load.test\r\n\(field)\r\n".utf8)
    }

    func stop() { self.isStopped.store(true, ordering: .relaxed) }

    func allowRefusal() { self.mayBeRefused.store(true, ordering: .relaxed) }

    /// Runs on the calling thread.
    func run() -> Tally {
        var tally = Tally()
        var connection: LoadConnection?
        while !self.isStopped.load(ordering: .relaxed), tally.failures.count < 10 {
            do throws(SocketError) {
                if connection == nil {
                    connection = try LoadConnection(port: self.port)
                    tally.connections += 1
                }
            } catch {
                if self.mayBeRefused.load(ordering: .relaxed), error == .refused {
                    tally.wasRefused = true
                } else {
                    tally.failures.append("connect: \(error)")
                }
                return tally
            }
            guard let current = connection else { continue }
            do {
                let answer = try current.exchange(self.request)
                tally.answered += 1
                if answer.status != 200 { tally.failures.append("status \(answer.status)") }
                if answer.closes { connection = nil }
            } catch {
                tally.failures.append("request \(tally.answered) of connection \(tally.connections): \(error)")
                connection = nil
            }
        }
        return tally
    }
}
