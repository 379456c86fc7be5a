import EngineCore
import Testing

/// The connection is lost after COMMIT was sent: it happened, or it did not.
@Suite struct UnknownCommitTests {
    /// Loses the first commit, then lets `later` decide.
    private func lose(
        _ run: inout MachineRun,
        committed: Bool,
        later: @escaping (StoreCall) -> StoreError.Code? = { _ in nil }
    ) {
        var isLost = false
        run.store.fault = { call, _ in
            if isLost { return later(call).map { MemoryStore.Fault(code: $0) } }
            guard call == .commit else { return nil }
            isLost = true
            return MemoryStore.Fault(code: .unknownOutcome, isAfterEffect: committed)
        }
    }

    @Test(arguments: [true, false]) func theKeysTell(_ committed: Bool) throws {
        var run = MachineRun()
        self.lose(&run, committed: committed)
        let answers = run.run(MachineRun.requests(5))
        #expect(answers.allSatisfy { $0.outcome?.isReplayed == committed })
        #expect(run.store.abandons == 1 && run.waits.isEmpty)
        #expect(run.store.database.insertions.values.allSatisfy { $0 == 1 })
        #expect(run.store.database.seals.count == 1)
        try run.store.database.verify()
    }

    @Test(arguments: [true, false]) func moreThanThreeErrorsWithinTenSecondsAreBorne(_ committed: Bool) throws {
        var run = MachineRun()
        var left = 20
        self.lose(&run, committed: committed) { call in
            if call == .lock && left > 0 {
                left -= 1
                return .timeout
            }
            return nil
        }
        let answers = run.run(MachineRun.requests(5))
        #expect(answers.allSatisfy { $0.outcome?.isReplayed == committed })
        #expect(run.waits.count == 20 && run.waits[..<4] == [5_000, 25_000, 125_000, 125_000])
        #expect(run.store.database.insertions.values.allSatisfy { $0 == 1 })
    }

    @Test(arguments: [StoreError.Code.contention, .timeout, .unavailable])
    func notSettledInTenSecondsIsSaid(_ code: StoreError.Code) {
        var run = MachineRun()
        let start = run.now
        run.failureCost = 2 * Microseconds.second
        self.lose(&run, committed: true) { $0 == .lock ? code : nil }
        let answers = run.run(MachineRun.requests(2))
        #expect(answers.map(\.failure) == [.outcomeUnknown, .outcomeUnknown])
        #expect(run.now - start >= BatchMachine.unknownLimit && run.now - start < 15 * Microseconds.second)
        // The same key gives the truth later.
        run.store.fault = { _, _ in nil }
        #expect(run.run(MachineRun.requests(2)).allSatisfy { $0.outcome?.isReplayed == true })
    }

    @Test func aPoisonAmongUnknownOnesStaysUnknown() {
        // Not "internal", which would say that nothing was done.
        var run = MachineRun()
        self.lose(&run, committed: true) { $0 == .open ? .statement : nil }
        #expect(run.run(MachineRun.requests(3)).allSatisfy { $0.failure == .outcomeUnknown })
    }

    @Test func onceSettledAsNotDoneTheOrdinaryCodesHold() {
        var run = MachineRun()
        self.lose(&run, committed: false) { $0 == .commit ? .contention : nil }
        #expect(run.run(MachineRun.requests(2)).allSatisfy { $0.failure == .contention })
        #expect(run.store.database.outcomes.isEmpty)
    }

    @Test func lostTwiceIsSettledTwice() throws {
        var run = MachineRun()
        var commits = 0
        run.store.fault = { call, _ in
            guard call == .commit else { return nil }
            commits += 1
            return commits <= 2 ? MemoryStore.Fault(code: .unknownOutcome, isAfterEffect: commits == 2) : nil
        }
        let answers = run.run(MachineRun.requests(2))
        #expect(answers.allSatisfy { $0.outcome?.isReplayed == true })
        #expect(run.store.database.insertions.values.allSatisfy { $0 == 1 })
    }
}
