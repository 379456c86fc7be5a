import EngineCore
import Testing

/// The queue's bounds, seen through an engine whose store is held up.
@Suite(.timeLimit(.minutes(15))) struct CommandQueueTests {
    @Test func theQueueHoldsItsLimitAndRefusesOneMoreAtOnce() async throws {
        let shared = SharedDatabase()
        let engine = try await shared.engine { $0.queueLimit = 10 }
        shared.block(true)
        let answers = AnswerList()
        // Taken out of the queue, and held up in its commit.
        engine.submit(MachineRun.request("first")) { answers.add($0) }
        while engine.queueDepth > 0 { await Task.yield() }
        for number in 0..<10 { engine.submit(MachineRun.request("q\(number)")) { answers.add($0) } }
        #expect(engine.queueDepth == 10 && answers.count == 0)
        engine.submit(MachineRun.request("one too many")) { answers.add($0) }
        #expect(answers.all.map(\.failure) == [.queueFull])
        shared.block(false)
        await engine.stop(within: .seconds(30))
        #expect(answers.count == 12)
        #expect(answers.all.dropFirst().allSatisfy { $0.failure == nil })
    }
}
