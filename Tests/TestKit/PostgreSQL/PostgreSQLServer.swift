import Foundation
import Synchronization

/// A real PostgreSQL server with an empty data directory of its own, on a free port of the loopback address.
///
/// It is stopped and removed with its last reference, and also when the test process is killed. `shared` is one for all
/// suites of a process: give each a database of its own.
package final class PostgreSQLServer: Sendable {
    /// How `stop` treats connections and data.
    package enum Stop: Sendable {
        /// Ends sessions, writes a checkpoint.
        case fast
        /// As after a crash: the next start recovers.
        case immediate
        /// SIGKILL to the main process; its children notice and end.
        case kill
    }

    /// What differs from PostgreSQL's defaults.
    package struct Settings: Sendable {
        /// Without it a crash of the machine, not of the server, loses data: tests are faster.
        package var isSynced = false
        package var connectionLimit = 50
        /// Users who need a password on the loopback address; all others come in without.
        package var usersWithPassword: [String] = []
        /// More of `postgresql.conf`, by name.
        package var values: [String: String] = [:]

        package init() {}
    }

    private static let sharedResult = Result { try PostgreSQLServer() }
    private static let startSeconds = 30.0

    /// The server that suites share; it is never restarted.
    package static var shared: PostgreSQLServer { get throws { try sharedResult.get() } }

    package let folder: String
    package let port: Int
    let settings: Settings
    private let guardian = Mutex<PostgreSQLGuardian?>(nil)

    /// Makes the data directory and starts the server; takes two seconds.
    package init(_ settings: Settings = Settings()) throws {
        self.settings = settings
        self.folder = NSTemporaryDirectory() + "wg-pg-" + String(UInt32.random(in: 0...UInt32.max), radix: 36)
        self.port = try Self.freePort()
        try FileManager.default.createDirectory(atPath: self.folder, withIntermediateDirectories: true)
        do {
            try self.initialize()
            try self.start()
        } catch {
            self.remove()
            throw error
        }
    }

    deinit { self.remove() }

    /// The URL of a database, for libpq.
    /// - Parameters:
    ///   - user: `postgres` is the superuser.
    ///   - password: Percent-encoded.
    ///   - isLocal: Over the socket in the folder rather than TCP.
    package func databaseURL(
        user: String = "postgres",
        password: String? = nil,
        database: String = "postgres",
        isLocal: Bool = false
    ) -> String {
        let login = user + (password.map { ":" + $0 } ?? "")
        if isLocal {
            let folder = self.folder.replacing("/", with: "%2F")
            return "postgres://\(login)@/\(database)?host=\(folder)&port=\(self.port)"
        }
        return "postgres://\(login)@127.0.0.1:\(self.port)/\(database)?sslmode=disable"
    }

    /// Makes an empty database; its name is unique when none is given.
    @discardableResult
    package func createDatabase(_ name: String? = nil) throws -> String {
        let name = name ?? "test_" + String(UInt64.random(in: 0...UInt64.max), radix: 36)
        try self.execute("CREATE DATABASE \(name)")
        return name
    }

    /// Runs SQL as superuser with `psql`.
    /// - Returns: What it printed: rows of columns with `|` between them.
    @discardableResult
    package func execute(_ sql: String, database: String = "postgres") throws -> String {
        try Self.run([
            Self.program("psql"), "-X", "-q", "-A", "-t", "-v", "ON_ERROR_STOP=1", "-h", self.folder, "-p",
            "\(self.port)", "-U", "postgres", "-d", database, "-c", sql,
        ]).trimmingCharacters(in: .newlines)
    }

    /// Starts the server again after `stop`; returns when it takes connections.
    package func start() throws {
        let deadline = Date() + Self.startSeconds
        // After SIGKILL the children of the old server may need a moment to let go of its memory.
        while true {
            try self.launch()
            while Date() < deadline {
                if self.isReady { return }
                if self.guardian.withLock({ $0?.isRunning }) != true { break }
                usleep(5_000)
            }
            if Date() >= deadline { throw PostgreSQLServerError("no start within \(Self.startSeconds) s: \(self.log)") }
            usleep(100_000)
        }
    }

    /// Stops the server and waits until its main process is gone.
    package func stop(_ how: Stop = .fast) {
        guard let process = self.process else { return }
        let signal =
            switch how {
            case .fast: SIGINT
            case .immediate: SIGQUIT
            case .kill: SIGKILL
            }
        kill(process, signal)
        self.guardian.withLock { $0 }?.wait()
    }

    package func restart(_ how: Stop = .fast) throws {
        self.stop(how)
        try self.start()
    }

    /// The main process; nil when none runs.
    package var process: Int32? { self.stateLines.first.flatMap { Int32($0) } }

    /// The server's messages.
    package var log: String { (try? String(contentsOfFile: "\(self.folder)/log", encoding: .utf8)) ?? "(no log)" }

    private var isReady: Bool {
        let lines = self.stateLines
        return lines.count >= 8 && lines[7].hasPrefix("ready")
    }

    /// `postmaster.pid`: the process in its first line, its state in the eighth.
    private var stateLines: [Substring] {
        let text = (try? String(contentsOfFile: "\(self.folder)/data/postmaster.pid", encoding: .utf8)) ?? ""
        return text.split(separator: "\n", omittingEmptySubsequences: false)
    }

    private func remove() {
        self.guardian.withLock { $0 }?.abandon()
        try? FileManager.default.removeItem(atPath: self.folder)  // the guardian may have done it
    }

    private func launch() throws {
        let guardian = try PostgreSQLGuardian(
            folder: self.folder,
            log: "\(self.folder)/log",
            command: Self.asServer([Self.program("postgres"), "-D", "\(self.folder)/data"])
        )
        self.guardian.withLock { $0 = guardian }
    }
}
