import EngineCore
import SQLStore
import Telemetry

/// The database of a run: its schema, its store, and what stands in it afterwards.
enum LoadDatabase: Sendable {
    case sqlite(path: String)
    case postgreSQL(url: String)

    init(_ text: String) throws {
        if let path = text.split(separator: "sqlite:", maxSplits: 1).first, text.hasPrefix("sqlite:") {
            self = .sqlite(path: String(path))
        } else if text.hasPrefix("postgresql://") || text.hasPrefix("postgres://") {
            self = .postgreSQL(url: text)
        } else {
            throw LoadError(text: "--store \(text): write sqlite:PATH or a postgresql:// URL")
        }
    }

    var durability: String {
        switch self {
        case .sqlite: "WAL, synchronous=FULL"
        case .postgreSQL: "synchronous_commit=on"
        }
    }

    /// Brings an empty database to the current schema.
    func migrate() throws {
        switch self {
        case .sqlite:
            var connection = try self.openFile()
            _ = try Migrator.migrate(&connection, now: WallClock.now() / 1_000)
        case .postgreSQL(let url):
            var connection = try PostgreSQLConnection.open(PostgreSQLConfiguration(url: url))
            _ = try Migrator.migrate(&connection, now: WallClock.now() / 1_000)
        }
    }

    func start(_ tally: LoadTally) async throws -> Engine {
        var hooks = SequencerHooks()
        hooks.sealed = { _ in tally.sealed() }
        var configuration = EngineConfiguration(database: .sqlite(path: ""))
        configuration.queueLimit = 100_000
        switch self {
        case .sqlite(let path):
            let checkpoints = FileCheckpoints(path)
            hooks.sealed = { _ in
                tally.sealed()
                checkpoints.committed()
            }
            return try await Engine.start(configuration, hooks: hooks) { () throws(StoreError) in
                var file = SQLiteConfiguration(path: path)
                file.mayCreate = true
                return try SQLiteStore(file)
            }
        case .postgreSQL(let url):
            return try await Engine.start(configuration, hooks: hooks) { () throws(StoreError) in
                try PostgreSQLStore(PostgreSQLConfiguration(url: url))
            }
        }
    }

    /// How many commands of that key prefix were carried out, and how many rows break each invariant.
    func check(_ prefix: String) throws -> (count: Int, invariants: [String: Int]) {
        switch self {
        case .sqlite:
            var connection = try self.openFile()
            let statement = "SELECT count(*) FROM idempotency_key WHERE status < 300 AND key LIKE '\(prefix)%'"
            let count = try connection.integer("\(statement) AND key NOT LIKE '%:place'") ?? 0
            return (Int(count), try Self.invariants(&connection))
        case .postgreSQL(let url):
            var configuration = PostgreSQLConfiguration(url: url)
            configuration.statementMilliseconds = 600_000
            configuration.answerMilliseconds = 600_000
            configuration.role = "wg_engine"
            var connection = try PostgreSQLConnection.open(configuration)
            let count = try Self.count(prefix, &connection)
            return (count, try Self.invariants(&connection))
        }
    }

    private static func count(_ prefix: String, _ connection: inout PostgreSQLConnection) throws -> Int {
        let text = """
            SELECT count(*) FROM idempotency_key WHERE status < 300 AND key LIKE $1 || '%' AND key NOT LIKE '%:place'
            """
        var values = PostgreSQLValues()
        values.text(prefix)
        try connection.send(PostgreSQLStatement("count_keys", text, values: [.text]), values)
        var results = try connection.sync()
        var rows = results.next()
        let count = rows.next() ? rows.int64() : 0
        try rows.check()
        return Int(count)
    }

    private static func invariants<Connection: ReadConnection & ~Copyable>(
        _ connection: inout Connection
    ) throws -> [String: Int] {
        let report = try IntegrityCheck.run(&connection, now: WallClock.now() / 1_000)
        return Dictionary(uniqueKeysWithValues: report.results.map { ($0.invariant.rawValue, $0.count) })
    }

    private func openFile() throws -> SQLiteConnection {
        guard case .sqlite(let path) = self else { throw LoadError(text: "no file") }
        var configuration = SQLiteConfiguration(path: path)
        configuration.mayCreate = true
        return try SQLiteConnection(configuration)
    }
}
