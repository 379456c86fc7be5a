import Synchronization

/// A receiver of spans over OTLP/HTTP that takes nothing but what the protocol allows, and answers as a test says.
package final class OTLPReceiver: Sendable {
    package enum Answer: Sendable {
        case accept
        /// 200, with so many spans rejected.
        case partial(rejected: Int)
        case status(Int, retryAfter: Int?)
        case statusUntil(Int, date: String)
        /// 200 and a body that is no OTLP answer.
        case garbage
        /// No answer, until the connection is closed.
        case hang
        case reset
    }

    private struct State {
        var answers: [Answer] = []
        var spans: [OTLPSpan] = []
        var batches: [Int] = []
        var requests = 0
        var errors: [String] = []
    }

    private final class Log: Sendable {
        let state = Mutex(State())
    }

    private let log = Log()
    private let server: LoopbackServer

    /// `answers`: To the first requests; the others are accepted.
    package init(_ answers: [Answer] = []) throws {
        let log = self.log
        log.state.withLock { $0.answers = answers }
        self.server = try LoopbackServer { Self.serve($0, log) }
    }

    package var port: UInt16 { self.server.port }
    package var url: String { "http://127.0.0.1:\(self.port)/v1/traces" }
    /// All spans of requests that were accepted, in their order.
    package var spans: [OTLPSpan] { self.log.state.withLock { $0.spans } }
    /// How many spans each accepted request had.
    package var batches: [Int] { self.log.state.withLock { $0.batches } }
    /// Requests of any answer.
    package var requestCount: Int { self.log.state.withLock { $0.requests } }
    /// What was no export.
    package var errors: [String] { self.log.state.withLock { $0.errors } }

    package func stop() { self.server.stop() }

    private static func serve(_ connection: LoopbackConnection, _ log: Log) {
        do {
            while let request = try connection.readRequest() {
                let answer = log.state.withLock { state in
                    state.requests += 1
                    return state.answers.isEmpty ? .accept : state.answers.removeFirst()
                }
                guard try self.answer(request, answer, connection, log) else { return }
            }
        } catch {
            log.state.withLock { $0.errors.append("\(error)") }
        }
    }

    /// - Returns: Whether the connection goes on.
    private static func answer(
        _ request: LoopbackRequest,
        _ answer: Answer,
        _ connection: LoopbackConnection,
        _ log: Log
    ) throws -> Bool {
        guard request.method == "POST", request.target == "/v1/traces",
            request["content-type"] == "application/x-protobuf"
        else { throw OTLPError("no export: \(request.method) \(request.target) \(request.fields)") }
        let spans = try OTLPDecoder.decode(request.body)
        let fields = ["Content-Type: application/x-protobuf"]
        switch answer {
        case .accept:
            log.state.withLock { state in
                state.spans += spans
                state.batches.append(spans.count)
            }
            connection.respond(200, fields)
        case .partial(let rejected):
            log.state.withLock { state in
                state.spans += spans.dropFirst(rejected)
                state.batches.append(spans.count - rejected)
            }
            let inner: [UInt8] = [0x08, UInt8(rejected), 0x12, 4] + Array("full".utf8)
            connection.respond(200, fields, body: [0x0A, UInt8(inner.count)] + inner)
        case .status(let status, let retryAfter):
            connection.respond(status, fields + (retryAfter.map { ["Retry-After: \($0)"] } ?? []))
        case .statusUntil(let status, let date): connection.respond(status, fields + ["Retry-After: \(date)"])
        case .garbage: connection.respond(200, ["Content-Type: text/html"], body: Array("<html>hello</html>".utf8))
        case .hang:
            while connection.read() != nil {}
            return false
        case .reset:
            connection.reset()
            return false
        }
        return true
    }
}
