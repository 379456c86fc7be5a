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
        let seeds = Self.number("SIM_SEEDS") ?? (isFull ? 10_000 : Self.usualSeeds)
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

    /// As many as fit a minute of two cores: a debug build is ten times slower.
    private static var usualSeeds: UInt64 {
        #if DEBUG
        100
        #else
        1_000
        #endif
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

    /// The generator is worth something only if what it asks for is also done, and refused in many ways.
    @Test
    func theGeneratorReachesEveryCommand() {
        var outcomes: [String: Int] = [:]
        var failures: [String: Int] = [:]
        for seed in UInt64(1_000)..<UInt64(1_016) {
            let simulation = Simulation(SimOptions(seed: seed))
            #expect(simulation.run() == nil)
            outcomes.merge(simulation.outcomes) { $0 + $1 }
            failures.merge(simulation.failures) { $0 + $1 }
        }
        if getenv("SIM_STATS") != nil {
            for (text, count) in outcomes.sorted(by: { $0.key < $1.key }) { print(count, text) }
            print(failures)
        }
        for kind in Self.kinds { #expect(outcomes["\(kind) done"] ?? 0 > 0, "\(kind) was never done") }
    }

    private static let kinds = [
        "place_order", "pay_order", "cancel_order", "expire_order", "fulfil_order", "deliver_order", "complete_order",
        "release_commissions", "request_refund", "approve_refund", "reject_refund", "initiate_deposit",
        "confirm_deposit", "fail_deposit", "reverse_deposit", "request_withdrawal", "cancel_withdrawal",
        "approve_withdrawal", "reject_withdrawal", "start_withdrawal", "settle_withdrawal", "propose_payout_batch",
        "propose_adjustment", "propose_correction", "propose_plan", "propose_member_move", "propose_period_close",
        "approve_action", "reject_action", "expire_approval", "open_period", "issue_statements", "create_agent",
        "create_member", "register_member", "suspend_principal", "reinstate_principal", "close_principal",
        "set_agent_tier", "set_admin_roles", "update_product", "add_price", "set_stock", "put_setting",
        "transfer_funds", "advance_consumer",
    ]

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

