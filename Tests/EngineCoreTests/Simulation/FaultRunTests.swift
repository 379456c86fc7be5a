import EngineCore
import SQLStore
import Testing

/// T11 and T12: every kind of fault at every store call of a run. The auditor watches that what was acknowledged is
/// kept, that nothing is applied twice, and that an answer "nothing was done" is true.
@Suite struct FaultRunTests {
    private static let faults: [Fault] = [
        .crashBefore, .crashAfter, .databaseCrash, .lostBefore, .lostAfter,
        .orphaned(commits: true, microseconds: 900_000), .orphaned(commits: false, microseconds: 900_000),
        .orphaned(commits: true, microseconds: 20_000_000), .diskFull(microseconds: 1_000_000),
        .errorBefore(.readOnly), .errorAfter(.readOnly), .errorAfter(.serialization), .errorBefore(.deadlock),
        .errorBefore(.lockTimeout), .errorAfter(.uniqueViolation), .errorBefore(.other), .errorAfter(.other),
        .delay(microseconds: 6_000_000),
    ]

    @Test(arguments: Self.faults)
    func aFaultAtAnyStoreCallLeavesNoHalfState(_ fault: Fault) {
        var call = 0
        while true {
            var options = SimOptions(seed: 11, commands: 24)
            (options.sequencers, options.batchLimit, options.clients) = (2, 4, 6)
            options.faults = .once(call: call, fault)
            let simulation = Simulation(options)
            let failure = simulation.run()
            #expect(failure == nil, "\(fault) at call \(call): \(failure?.description ?? "")")
            if simulation.world.faultCount == 0 { break }
            call += 1
        }
        #expect(call > 30, "only \(call) store calls")
    }

    /// Whatever the order of sessions: locks are taken class after class and sorted, so there is no deadlock.
    @Test
    func sortedLocksNeverDeadlock() {
        var waits = 0
        for seed in UInt64(0)..<12 {
            var options = SimOptions(seed: seed, commands: 300)
            (options.sequencers, options.batchLimit, options.clients, options.faults) = (4, 16, 40, .none)
            let simulation = Simulation(options)
            #expect(simulation.run() == nil)
            #expect(simulation.world.deadlocks == 0)
            #expect(simulation.failures["contention"] == nil && simulation.failures["timeout"] == nil)
            waits += simulation.world.waits
        }
        #expect(waits > 100, "sessions hardly met")
    }
}
