import EngineCore

/// What the load works on: wallets with money, or members under agents and products to order.
struct LoadWorld: Sendable {
    var owners: [ID] = []
    var seed: SeedWorld?
    static let ledgerID: Int16 = 1

    static func make(_ options: EngineLoad, _ engine: Engine) async throws -> LoadWorld {
        let orders = options.workload == .orders
        // Not the number of `watchgate engine seed`: what that made may stand beside it.
        let plan = SeedPlan(
            number: 7,
            agents: 40,
            members: orders ? 2_000 : min(options.accounts, 10_000),
            products: 50,
            orders: 0,
            deposit: Amount.limit / 10_000
        )
        let seed = try await Seeder(plan) { await engine.submit($0) }.run()
        return LoadWorld(owners: seed.members, seed: seed)
    }
}
