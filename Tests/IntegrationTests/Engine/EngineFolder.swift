import Foundation
import SQLStore
import TestKit
import Testing

/// A folder with a configuration that has the engine on, and its database.
final class EngineFolder: Sendable {
    enum Kind: String, CaseIterable, Sendable, CustomTestStringConvertible {
        case sqlite, postgreSQL

        var testDescription: String { self.rawValue }
    }

    let kind: Kind
    let folder: TemporaryFolder
    /// Of PostgreSQL; nil without.
    private let server: PostgreSQLServer?
    private let database: String

    /// - Parameters:
    ///   - kind: Which database.
    ///   - isMigrated: PostgreSQL: whether the schema is there; SQLite makes its own.
    /// - Throws: Without a server, or when it cannot be migrated.
    init(_ kind: Kind, isMigrated: Bool = true) throws {
        self.kind = kind
        self.folder = try TemporaryFolder()
        self.server = kind == .postgreSQL ? try PostgreSQLServer.shared : nil
        self.database = try self.server?.createDatabase() ?? ""
        let ports = (try FreePort.find(), try FreePort.find())
        try self.folder.write(Self.yaml(ports, self.folder.path), to: "watchgate.yaml")
        if isMigrated, kind == .postgreSQL {
            let run = try self.run("migrate", "up")
            if run.exitCode != 0 { throw HarnessError("migrate up: \(run.messages)") }
        }
    }

    private static func yaml(_ ports: (Int, Int), _ folder: String) -> String {
        """
        server: { host: 127.0.0.1, port: \(ports.0), shards: 1 }
        admin: { host: 127.0.0.1, port: \(ports.1) }
        state_dir: "\(folder)/state"
        platform: {}
        logs:
          sinks: { file: { path: "\(folder)/access.jsonl" } }
        """ + "\n"
    }

    /// Variables of commands.
    var environment: [String: String] {
        guard let server else { return [:] }
        return ["DATABASE_URL": server.databaseURL(database: self.database)]
    }

    var file: String { self.folder.file("state/watchgate.db") }

    /// Runs `watchgate` with the folder's configuration.
    func run(_ arguments: String..., within seconds: Double = 120) throws -> TestProgram.Run {
        try self.run(arguments, within: seconds)
    }

    func run(_ arguments: [String], within seconds: Double = 120) throws -> TestProgram.Run {
        try FileManager.default.createDirectory(
            atPath: self.folder.file("state"),
            withIntermediateDirectories: true
        )
        let output = try TemporaryFolder()
        return try TestProgram.run(
            TestProgram.watchgate,
            arguments + ["--config", self.folder.file("watchgate.yaml")],
            environment: self.environment,
            in: output,
            within: seconds
        )
    }

    /// Makes sample data.
    func seed(orders: Int = 20) throws {
        let run = try self.run(
            "engine",
            "seed",
            "--members",
            "6",
            "--agents",
            "4",
            "--products",
            "3",
            "--orders",
            "\(orders)"
        )
        if run.exitCode != 0 { throw HarnessError("engine seed: \(run.messages)") }
    }

    /// Changes the database behind the engine's back; the parts for each dialect are SQL.
    func tamper(_ sql: String) throws {
        switch self.kind {
        case .sqlite:
            let connection = try SQLiteConnection(SQLiteConfiguration(path: self.file))
            try connection.execute(sql)
        case .postgreSQL: try self.server?.execute(sql, database: self.database)
        }
    }

    /// As `engine-load --store` takes it.
    var store: String {
        get throws {
            switch self.kind {
            case .sqlite: "sqlite:\(self.file)"
            case .postgreSQL: try PostgreSQLServer.shared.databaseURL(database: self.database)
            }
        }
    }

    /// How many of these keys have no stored answer of success.
    func missing(_ keys: [String]) throws -> Int {
        var found: Int64 = 0
        for start in stride(from: 0, to: keys.count, by: 500) {
            let list = keys[start..<min(start + 500, keys.count)].map { "'\($0)'" }.joined(separator: ",")
            found += try self.number("SELECT count(*) FROM idempotency_key WHERE status < 300 AND key IN (\(list))")
        }
        return keys.count - Int(found)
    }

    /// One number of the database.
    func number(_ sql: String) throws -> Int64 {
        switch self.kind {
        case .sqlite:
            var configuration = SQLiteConfiguration(path: self.file)
            configuration.mode = .readOnly
            return try SQLiteConnection(configuration).integer(sql) ?? -1
        case .postgreSQL:
            return try self.server.flatMap { Int64(try $0.execute(sql, database: self.database)) } ?? -1
        }
    }

    /// A gateway in this folder.
    func launch() throws -> ChildProcess {
        try ChildProcess(
            TestProgram.watchgate,
            ["serve", "--config", self.folder.file("watchgate.yaml")],
            environment: self.environment,
            output: self.folder.file("stdout"),
            messages: self.folder.file("stderr")
        )
    }

    private var adminPort: Int {
        get throws {
            let text = self.folder.read("watchgate.yaml")
            guard let match = text.firstMatch(of: #/admin: .*port: (\d+)/#), let port = Int(match.output.1) else {
                throw HarnessError("no admin port: \(text)")
            }
            return port
        }
    }

    /// What the admin listener answers.
    func admin(_ path: String) throws -> RawResponse {
        let client = try RawClient(port: try self.adminPort)
        try client.send("GET \(path) HTTP/1.1\r\nHost: localhost\r\nConnection: close\r\n\r\n")
        return try client.read()
    }

    /// Starts a gateway and waits until it is ready.
    func serve() throws -> ChildProcess {
        let process = try self.launch()
        try Deadline.wait(for: "readiness: \(self.folder.read("stderr"))") {
            if let ending = process.poll() { throw HarnessError("ended, \(ending): \(self.folder.read("stderr"))") }
            return (try? self.admin("/health/ready").status == 200) == true ? () : nil
        }
        return process
    }
}
