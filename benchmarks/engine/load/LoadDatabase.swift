import EngineCore
import Telemetry

/// The database of a run: its schema, the host that runs on it, and what stands in it afterwards.
struct LoadDatabase: Sendable {
    private let database: EngineDatabase
    private let tools: DatabaseTools

    init(_ text: String) throws {
        if text.hasPrefix("sqlite:"), text.count > 7 {
            self.database = .sqlite(path: String(text.dropFirst(7)))
        } else if text.hasPrefix("postgresql://") || text.hasPrefix("postgres://") {
            self.database = .postgreSQL(url: text)
        } else {
            throw LoadError(text: "--store \(text): write sqlite:PATH or a postgresql:// URL")
        }
        self.tools = DatabaseTools(self.database)
    }

    var durability: String {
        switch self.database {
        case .sqlite: "WAL, synchronous=FULL"
        case .postgreSQL: "synchronous_commit=on"
        }
    }

    /// Brings the database to the current schema and starts what a gateway runs on it, jobs and checkpoints included.
    func start(_ tally: LoadTally) async throws -> EngineHost {
        let plan = try self.tools.migrate(now: WallClock.now() / 1_000) { _ in }
        if let fault = plan.fault { throw LoadError(text: fault) }
        var configuration = EngineConfiguration(database: self.database)
        configuration.queueLimit = 100_000
        var hooks = EngineHostHooks()
        hooks.sequencer.sealed = { _ in tally.sealed() }
        return try await EngineHost.start(configuration, hooks: hooks, registry: nil)
    }

    /// How many commands of that key prefix were carried out, and how many rows break each invariant.
    func check(_ prefix: String) throws -> (count: Int, invariants: [String: Int]) {
        let count = try self.tools.read(KeyCountRead(prefix: prefix))
        let report = try self.tools.read(IntegrityRead(now: WallClock.now() / 1_000))
        return (count, Dictionary(uniqueKeysWithValues: report.results.map { ($0.invariant.rawValue, $0.count) }))
    }
}
