import EngineCore
import Synchronization
import Testing

@Suite(.timeLimit(.minutes(15))) struct EngineTests {
    @Test func commandsOfManyTasksAreAnsweredOnceAndTheChainIsRight() async throws {
        let shared = SharedDatabase()
        let engine = try await shared.engine()
        let failures = await withTaskGroup(of: EngineFailure.Code?.self) { group in
            for number in 0..<2_000 {
                group.addTask { await engine.submit(MachineRun.request("c\(number)")).failure }
            }
            return await group.reduce(0) { $0 + ($1 == nil ? 0 : 1) }
        }
        #expect(failures == 0)
        await engine.stop(within: .seconds(30))
        let state = shared.snapshot
        #expect(state.database.insertions.count == 2_000)
        #expect(state.database.insertions.values.allSatisfy { $0 == 1 })
        #expect(engine.lastSeal == state.database.seals.last)
        try state.database.verify()
    }

    @Test func whatQueuedDuringACommitIsOneBatchUpToTheLimit() async throws {
        let shared = SharedDatabase()
        let engine = try await shared.engine { $0.batchLimit = 100 }
        shared.block(true)
        let answers = AnswerList()
        engine.submit(MachineRun.request("first")) { answers.add($0) }
        while engine.queueDepth > 0 { await Task.yield() }
        for number in 0..<250 { engine.submit(MachineRun.request("c\(number)")) { answers.add($0) } }
        #expect(answers.count == 0, "a reply before its commit")
        shared.block(false)
        await engine.stop(within: .seconds(30))
        #expect(shared.snapshot.batchSizes == [1, 100, 100, 50])
        #expect(answers.count == 251)
    }

    @Test func aKeyInParallelHasOneEffectAndEqualBytes() async throws {
        // T4 without HTTP: two engines on one database.
        let shared = SharedDatabase()
        let engines = [try await shared.engine(), try await shared.engine()]
        let outcomes = await withTaskGroup(of: Outcome?.self) { group in
            for number in 0..<50 {
                group.addTask { await engines[number % 2].submit(MachineRun.request("same")).outcome }
            }
            return await group.reduce(into: []) { $0.append($1) }
        }
        for engine in engines { await engine.stop(within: .seconds(30)) }
        #expect(outcomes.count(where: { $0?.isReplayed == false }) == 1)
        #expect(Set(outcomes.map { $0?.body }).count == 1)
        #expect(shared.snapshot.database.insertions.values.map { $0 } == [1])
    }

    @Test func afterStoppingCommandsAreRefusedAtOnce() async throws {
        let engine = try await SharedDatabase().engine()
        await engine.stop(within: .seconds(30))
        #expect(await engine.submit(MachineRun.request("late")).failure == .stopped)
        // A second stop returns, too.
        await engine.stop(within: .seconds(1))
    }

    @Test func whatIsNotDoneWithinTheLimitOfAStopIsRefused() async throws {
        let shared = SharedDatabase()
        let engine = try await shared.engine { $0.batchLimit = 1 }
        shared.block(true)
        let answers = AnswerList()
        engine.submit(MachineRun.request("running")) { answers.add($0) }
        while engine.queueDepth > 0 { await Task.yield() }
        for number in 0..<5 { engine.submit(MachineRun.request("c\(number)")) { answers.add($0) } }
        async let stopped: Void = engine.stop(within: .milliseconds(50))
        while answers.count < 5 { await Task.yield() }
        #expect(answers.all.allSatisfy { $0.failure == .stopped })
        shared.block(false)
        await stopped
        // The batch that had begun was finished.
        #expect(answers.count == 6 && answers.all.last?.failure == nil)
        #expect(shared.snapshot.database.insertions.count == 1)
    }

    @Test func aStoreThatCannotBeOpenedIsSaidAtTheStart() async {
        let configuration = EngineConfiguration(database: .sqlite(path: ""))
        await #expect(throws: EngineError.self) {
            _ = try await Engine.start(configuration) { () throws(StoreError) -> SharedStore in
                throw MemoryStore.error(.unavailable)
            }
        }
    }

    @Test func aPoisonIsReportedAndOthersGoOn() async throws {
        let shared = SharedDatabase()
        let reported = Mutex<[String]>([])
        let seals = Mutex<[Int64]>([])
        var hooks = SequencerHooks()
        hooks.poisoned = { request, _ in reported.withLock { $0.append(request.key) } }
        hooks.sealed = { seal in seals.withLock { $0.append(seal.batch) } }
        let engine = try await shared.engine(hooks: hooks)
        shared.fail([.statement])
        #expect(await engine.submit(MachineRun.request("poison")).failure == .internal)
        #expect(await engine.submit(MachineRun.request("good")).failure == nil)
        await engine.stop(within: .seconds(30))
        #expect(reported.withLock { $0 } == ["poison"])
        #expect(seals.withLock { $0 } == [1])
    }
}
