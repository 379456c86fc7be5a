import EngineCore
import TestKit
import Testing

@Suite struct BatchMachineTests {
    @Test func aBatchIsOneTransactionWithOneSeal() throws {
        var run = MachineRun()
        let answers = run.run(MachineRun.requests(5))
        #expect(answers.allSatisfy { $0.outcome?.isReplayed == false })
        #expect(run.store.calls == [.open, .lock, .commit])
        #expect(run.store.abandons == 0 && run.waits.isEmpty)
        #expect(run.store.database.seals.count == 1 && run.store.database.insertions.count == 5)
        try run.store.database.verify()
    }

    @Test func aKeyUsedTwiceInOneBatchIsARepetition() throws {
        var run = MachineRun()
        let request = MachineRun.request("a")
        let answers = run.run([request, MachineRun.request("b"), request, MachineRun.request("a", hash: 2)])
        let first = try #require(answers[0].outcome)
        #expect(answers[2].outcome == .replayed(status: first.status, body: first.body))
        #expect(answers[3].outcome == .rejected(Rejection(.idempotencyKeyReuse)))
        #expect(run.store.database.insertions.values.allSatisfy { $0 == 1 })
    }

    @Test func aBatchOfRepetitionsWritesNothing() throws {
        var run = MachineRun()
        let first = run.run(MachineRun.requests(3))
        let again = run.run(MachineRun.requests(3))
        #expect(again.map { $0.outcome?.body } == first.map { $0.outcome?.body })
        #expect(again.allSatisfy { $0.outcome?.isReplayed == true })
        #expect(run.store.database.seals.count == 1)
    }

    @Test func aPassedDeadlineIsRefusedWithoutTheStore() {
        var run = MachineRun()
        let late = MachineRun.request("late", deadline: run.now)
        #expect(run.run([late]).map(\.failure) == [.deadlinePassed])
        #expect(run.store.calls.isEmpty)
        let answers = run.run([MachineRun.request("a"), late, MachineRun.request("b", deadline: run.now + 1)])
        #expect(answers.map(\.failure) == [nil, .deadlinePassed, nil])
        #expect(run.store.database.outcomes.count == 2)
    }

    /// Every error at every call, in every code that is tried again.
    @Test(arguments: StoreCall.allCases, [StoreError.Code.contention, .timeout, .unavailable])
    func anErrorThatPassesIsTriedAgain(_ call: StoreCall, _ code: StoreError.Code) throws {
        for failures in 1...3 {
            var run = MachineRun()
            var left = failures
            run.store.fault = { at, _ in
                guard at == call, left > 0 else { return nil }
                left -= 1
                return MemoryStore.Fault(code: code)
            }
            let answers = run.run(MachineRun.requests(4))
            #expect(answers.allSatisfy { $0.failure == nil })
            #expect(run.waits == Array([5_000, 25_000, 125_000][..<failures]))
            #expect(run.store.abandons == failures)
            #expect(run.store.database.insertions.values.allSatisfy { $0 == 1 })
            try run.store.database.verify()
        }
    }

    @Test(
        arguments: StoreCall.allCases,
        [
            (StoreError.Code.contention, EngineFailure.Code.contention), (.timeout, .timeout),
            (.unavailable, .unavailable),
        ]
    )
    func anErrorThatStaysIsSaidAfterThreeRetries(
        _ call: StoreCall,
        _ codes: (error: StoreError.Code, failure: EngineFailure.Code)
    ) {
        var run = MachineRun()
        run.store.fault = { at, _ in at == call ? MemoryStore.Fault(code: codes.error) : nil }
        #expect(run.run(MachineRun.requests(4)).map(\.failure) == Array(repeating: codes.failure, count: 4))
        #expect(run.waits == [5_000, 25_000, 125_000])
        #expect(run.store.calls.filter { $0 == call }.count == 4)
        #expect(run.store.database.outcomes.isEmpty)
    }

    @Test func theLastErrorGivesTheCode() {
        var run = MachineRun()
        var errors: [StoreError.Code] = [.timeout, .contention, .contention, .unavailable]
        run.store.fault = { _, _ in errors.isEmpty ? nil : MemoryStore.Fault(code: errors.removeFirst()) }
        #expect(run.run(MachineRun.requests(1)).map(\.failure) == [.unavailable])
    }

    @Test(arguments: [1, 2, 3, 7, 64, 1_000]) func halvingFindsThePoison(_ count: Int) throws {
        for place in Set([0, count / 2, count - 1]) {
            var run = MachineRun()
            let requests = MachineRun.requests(count)
            run.store.poison = requests[place].outcomeKey
            let answers = run.run(requests)
            for (index, answer) in answers.enumerated() {
                #expect(answer.failure == (index == place ? .internal : nil))
            }
            #expect(run.waits.isEmpty)
            #expect(run.store.database.outcomes.count == count - 1)
            // A halving: one failed transaction and one more part at each level.
            let levels = count == 1 ? 0 : Int.bitWidth - (count - 1).leadingZeroBitCount
            #expect(run.store.opened.count <= 2 * levels + 1)
            try run.store.database.verify()
        }
    }

    @Test func halvesRunInTheOrderOfTheBatch() {
        var run = MachineRun()
        let requests = MachineRun.requests(4)
        run.store.poison = requests[2].outcomeKey
        _ = run.run(requests)
        let batches = requests.map { run.store.database.outcomes[$0.outcomeKey]?.batch }
        #expect(batches == [1, 1, nil, 2])
    }

    @Test func aDatabaseThatGoesAwayAmongHalvesIsNotAskedByEachOfThem() {
        var run = MachineRun()
        run.store.fault = { _, number in MemoryStore.Fault(code: number <= 2 ? .statement : .unavailable) }
        let answers = run.run(MachineRun.requests(8))
        #expect(answers.allSatisfy { $0.failure == .unavailable })
        #expect(run.store.calls.count == 6)
    }

    @Test func storedOutcomesAreAnsweredThoughTheTransactionFails() {
        var run = MachineRun()
        _ = run.run([MachineRun.request("a")])
        run.store.fault = { call, _ in call == .commit ? MemoryStore.Fault(code: .unavailable) : nil }
        let answers = run.run([MachineRun.request("a"), MachineRun.request("b")])
        #expect(answers[0].outcome?.isReplayed == true)
        #expect(answers[1].failure == .unavailable)
    }
}
