import ArgumentParser
import EngineCore

/// Drives the engine in its own process and prints one JSON document; part of no product.
@main
struct EngineLoad: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "engine-load",
        abstract: "Durable transfers or orders at full speed or at a rate; used by scripts/bench engine and by tests."
    )

    @Option(help: "sqlite:PATH or a postgresql:// URL; an empty database gets the schema.")
    var store: String
    @Option(help: "transfers, zipf (transfers between hot accounts) or orders (place and pay).")
    var workload: Workload = .transfers
    @Option(help: "How long.")
    var seconds: Double = 10
    @Option(help: "Commands that wait for their answer at the same time.")
    var clients: Int = 2_000
    @Option(help: "Commands per second in an open loop, from their intended start; without it a closed loop.")
    var rate: Int?
    @Option(help: "Wallets that transfers go between.")
    var accounts: Int = 10_000
    @Option(help: "Distinguishes processes on one database: part of each key.")
    var gateway: Int = 0
    @Flag(help: "Other processes write too: what is read back is counted by this process's keys only.")
    var shared = false
    @Option(help: "Write the key of each acknowledged command there, a line each.")
    var acknowledged: String?
    @Flag(help: "Print the report but run no invariants: for tests that kill this process.")
    var unchecked = false

    func validate() throws {
        guard self.seconds > 0, self.clients > 0, self.accounts > 1, (self.rate ?? 1) > 0 else {
            throw ValidationError("--seconds, --clients, --rate must be positive, --accounts at least 2")
        }
    }

    func run() async throws {
        let database = try LoadDatabase(self.store)
        let tally = LoadTally(gateway: self.gateway, acknowledged: try self.acknowledged.map { try KeyFile($0) })
        let host = try await database.start(tally)
        let world = try await LoadWorld.make(self, host.engine)
        let load = LoadLoop(self, world, host.engine, tally)
        let elapsed = await load.run()
        await host.stop(within: .seconds(30))
        let report = try LoadReport(tally, elapsed: elapsed, database: database, self)
        print(report.json.text)
    }
}
