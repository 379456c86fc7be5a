import EngineCore
import Synchronization

/// Answers in the order in which they came.
final class AnswerList: Sendable {
    private let answers = Mutex<[BatchMachine.Answer]>([])

    var all: [BatchMachine.Answer] { self.answers.withLock { $0 } }
    var count: Int { self.answers.withLock { $0.count } }

    func add(_ answer: BatchMachine.Answer) { self.answers.withLock { $0.append(answer) } }
}
