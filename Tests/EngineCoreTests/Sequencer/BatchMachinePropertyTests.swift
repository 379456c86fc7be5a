import EngineCore
import TestKit
import Testing

/// Random errors at random calls, with and without effect.
@Suite struct BatchMachinePropertyTests {
    @Test func everyCommandHasExactlyOneAnswerAndOneEffect() throws {
        let seed = UInt64.random(in: .min ... .max)
        var random = SeededGenerator(seed: seed)
        for round in 0..<400 {
            var run = MachineRun()
            run.failureCost = Int64.random(in: 0...400_000, using: &random)
            let percent = Int.random(in: 0...60, using: &random)
            var faults = random
            run.store.fault = { call, _ in
                guard Int.random(in: 0..<100, using: &faults) < percent else { return nil }
                let code = StoreError.Code.allCases.randomElement(using: &faults) ?? .statement
                // Only a lost connection leaves a commit behind.
                let isAfterEffect = call == .commit && code == .unknownOutcome && Bool.random(using: &faults)
                return MemoryStore.Fault(code: code, isAfterEffect: isAfterEffect)
            }
            _ = random.next()
            var requests = MachineRun.requests(Int.random(in: 1...20, using: &random))
            requests += requests.filter { _ in Bool.random(using: &random) }
            let answers = run.run(requests)
            #expect(answers.count == requests.count, "seed \(seed) round \(round)")
            let database = run.store.database
            for (request, answer) in zip(requests, answers) {
                let stored = database.outcomes[request.outcomeKey]
                switch answer {
                case .success(let outcome):
                    #expect(stored?.body == outcome.body, "seed \(seed) round \(round)")
                case .failure(let failure) where failure.code == .outcomeUnknown: break
                case .failure:
                    // Nothing was done, unless an equal command of the same batch got through.
                    let twins = requests.count(where: { $0.key == request.key })
                    #expect(stored == nil || twins > 1, "seed \(seed) round \(round)")
                }
            }
            #expect(database.insertions.values.allSatisfy { $0 == 1 }, "seed \(seed) round \(round)")
            try database.verify()
        }
    }
}
