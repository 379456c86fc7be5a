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
    private let count = Atomic<Int>(0)
    private let isStopped = Atomic<Bool>(false)

    init(port: Int) { self.port = port }

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
            while !self.isStopped.load(ordering: .relaxed) {
                try socket.send(Self.request)
                let deadline = Deadline()
                guard let head = try input.head(by: deadline), head.number(after: "HTTP/1.1 ") == 200,
                    let length = head.number(after: "Content-Length: "), let id = head.find("X-Request-Id: ")
                else { break }
                let text = String(decoding: UnsafeRawBufferPointer(start: id + 14, count: 16), as: UTF8.self)
                try input.skip(head.count + length, by: deadline)
                answers.ids.append(text)
                self.count.wrappingAdd(1, ordering: .relaxed)
            }
        } catch {}  // the gateway was killed: that is what this is for
        if let last = answers.ids.last { answers.last.insert(last) }
        return answers
    }
}
