import ArgumentParser
import EngineCore

/// `watchgate engine seed`.
struct EngineSeedCommand: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "seed",
        abstract: "Make sample members, agents, products and orders; run again, nothing is made twice.",
        discussion: """
            By ordinary commands, with keys that follow from the numbers. SQLite: while no gateway runs.

            Examples:
              watchgate engine seed
              watchgate engine seed --members 1000 --orders 5000 --number 2 --json
            """
    )

    @OptionGroup var options: EngineOptions
    @Option(help: "Another number makes other data beside the first.") var number: UInt64 = 1
    @Option(help: "Agents, at most 100000.") var agents = 12
    @Option(help: "Members, at most 1000000.") var members = 60
    @Option(help: "Products, at most 10000.") var products = 20
    @Option(help: "Orders, at most 1000000.") var orders = 200
    @Flag(help: "Print JSON.") var json = false

    func validate() throws {
        for (name, value, limit) in [
            ("agents", self.agents, 100_000), ("members", self.members, 1_000_000),
            ("products", self.products, 10_000), ("orders", self.orders, 1_000_000),
        ] where !(0...limit).contains(value) {
            throw ValidationError("--\(name) takes 0 to \(limit)")
        }
    }

    func run() async throws {
        let settings = try self.options.settings()
        let host: EngineHost
        do throws(EngineError) {
            host = try await EngineHost.start(settings.engine)
        } catch {
            throw ConfigurationFile.exit(for: StartError(error))
        }
        var plan = SeedPlan()
        plan.number = self.number
        plan.agents = self.agents
        plan.members = self.members
        plan.products = self.products
        plan.orders = self.orders
        let result: Result<SeedWorld, SeedError>
        do throws(SeedError) {
            result = .success(try await Seeder(plan) { await host.engine.submit($0) }.run())
        } catch {
            result = .failure(error)
        }
        await host.stop(within: .seconds(20))
        switch result {
        case .success(let world): print(self.json ? Self.json(world) : Self.text(world))
        case .failure(let error):
            Console.message("the seed was refused at \(error)")
            throw ExitCode(1)
        }
    }

    private static func text(_ world: SeedWorld) -> String {
        """
        \(world.admins.count) admins, \(world.agents.count) agents, \(world.members.count) members, \
        \(world.products.count) products, \(world.orders.count) orders
        """
    }

    private static func json(_ world: SeedWorld) -> String {
        func ids(_ ids: [ID]) -> CanonicalJSON { .array(ids.map { .id($0) }) }
        return CanonicalJSON.object([
            "admins": ids(world.admins), "agents": ids(world.agents), "members": ids(world.members),
            "orders": ids(world.orders), "products": ids(world.products),
        ]).text
    }
}
