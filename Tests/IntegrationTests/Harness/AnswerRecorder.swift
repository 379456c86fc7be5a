import Foundation
import Synchronization

/// Clients that ask as fast as they are answered, and remember the id of every request that was.
final class AnswerRecorder: Sendable {
    struct Answers: Sendable {
        /// Ids of answered requests.
        var ids: [String] = []
        /// The last one of each connection: the gateway may have been killed before it could note it.
        var last: Set<String> = []
    }

    private static let request = LoadConnection.get("/s/200/100")
    private let port: Int
    private let depth: Int
    private let pause: UInt32
    private let count = Atomic<Int>(0)
    private let isStopped = Atomic<Bool>(false)

    /// - Parameters:
    ///   - port: The gateway's.
    ///   - depth: Requests that a client sends at once, before it reads their answers.
    ///   - pause: Between these, in microseconds.
    init(port: Int, depth: Int = 1, pause: UInt32 = 0) {
        self.port = port
        self.depth = depth
        self.pause = pause
    }

    /// How many answers there were so far.
    var answered: Int { self.count.load(ordering: .relaxed) }

    func stop() { self.isStopped.store(true, ordering: .relaxed) }

    /// Runs clients until they are stopped or the gateway is gone.
    func run(_ clients: Int) -> Answers {
        Workers.run(clients) { _ in self.runOne() }.reduce(into: Answers()) { all, one in
            all.ids += one.ids
            all.last.formUnion(one.last)
        }
    }

    private func runOne() -> Answers {
        var answers = Answers()
        do {
            let socket = try Socket.connect(port: self.port)
            let input = WireBuffer(socket)
            let requests = Array(repeating: Self.request, count: self.depth).flatMap { $0 }
            while !self.isStopped.load(ordering: .relaxed) {
                try socket.send(requests)
                for _ in 0..<self.depth {
                    guard let id = try Self.readAnswer(input) else { return Self.end(answers) }
                    answers.ids.append(id)
                    self.count.wrappingAdd(1, ordering: .relaxed)
                }
                if self.pause > 0 { usleep(self.pause) }
            }
        } catch {}  // the gateway was killed: that is what this is for
        return Self.end(answers)
    }

    /// - Returns: The request's id; nil at the end of the connection, or when the status is another than 200.
    private static func readAnswer(_ input: WireBuffer) throws -> String? {
        let deadline = Deadline()
        guard let head = try input.head(by: deadline), head.number(after: "HTTP/1.1 ") == 200,
            let length = head.number(after: "Content-Length: "), let id = head.find("X-Request-Id: ")
        else { return nil }
        let text = String(decoding: UnsafeRawBufferPointer(start: id + 14, count: 16), as: UTF8.self)
        try input.skip(head.count + length, by: deadline)
        return text
    }

    private static func end(_ answers: Answers) -> Answers {
        var answers = answers
        if let last = answers.ids.last { answers.last.insert(last) }
        return answers
    }
}
