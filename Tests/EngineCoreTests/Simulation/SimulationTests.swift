import EngineCore
import Glibc
import Testing

/// engine.md section 15. `SIM_SEED=… SIM_COMMANDS=…` runs that one seed again.
@Suite struct SimulationTests {
    @Test(.timeLimit(.minutes(30)))
    func everySeedAgreesWithThePlainModel() async {
        if let seed = Self.number("SIM_SEED") {
            let commands = Self.number("SIM_COMMANDS").map { Int($0) } ?? 500
            Self.report(Simulation(SimOptions(seed: seed, commands: commands)).run())
            return
        }
        let isFull = Self.number("WATCHGATE_FULL") == 1
        let seeds = Self.number("SIM_SEEDS") ?? (isFull ? 10_000 : 200)
        let failures = await withTaskGroup(of: SimFailure?.self) { group in
            for worker in 0..<2 {
                group.addTask { @concurrent in Self.firstFailure(stride(from: UInt64(worker), to: seeds, by: 2)) }
            }
            var failures: [SimFailure] = []
            for await failure in group { if let failure { failures.append(failure) } }
            return failures
        }
        for failure in failures { Self.report(Self.shortest(failure)) }
    }

    @Test
    func aSeedRunsTheSameWayTwice() {
        let first = Simulation(SimOptions(seed: 7, commands: 200))
        let second = Simulation(SimOptions(seed: 7, commands: 200))
        #expect(first.run() == nil)
        #expect(second.run() == nil)
        #expect(first.world.database.rows.head == second.world.database.rows.head)
        #expect(first.world.now == second.world.now)
        #expect(first.outcomes == second.outcomes)
    }

    private static func firstFailure(_ seeds: some Sequence<UInt64>) -> SimFailure? {
        for seed in seeds { if let failure = Simulation(SimOptions(seed: seed)).run() { return failure } }
        return nil
    }

    /// Fewer commands with which the seed still fails: halves the count while it does, then goes down in steps.
    static func shortest(_ failure: SimFailure, plant: (SimDatabase) -> Void = { _ in }) -> SimFailure {
        var (best, low, high) = (failure, 1, failure.commands)
        while low < high {
            let middle = (low + high) / 2
            let options = SimOptions(seed: failure.seed, commands: middle)
            if let found = Simulation(options, plant: plant).run() {
                best = found
                best.commands = middle
                high = middle
            } else {
                low = middle + 1
            }
        }
        return best
    }

    private static func report(_ failure: SimFailure?) {
        if let failure { Issue.record("\(failure)") }
    }

    static func number(_ name: String) -> UInt64? { getenv(name).flatMap { UInt64(String(cString: $0)) } }
}

