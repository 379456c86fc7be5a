import SQLStore

/// The connections beside the engine's own.
struct DatabasePools<Connection: PooledConnection & ReadConnection & ~Copyable>: Sendable {
    let reads: ReaderPool<Connection>
    let checks: ReaderPool<Connection>
    let maintenance: ReaderPool<Connection>

    private static var single: ReaderPoolLimits {
        var limits = ReaderPoolLimits()
        limits.size = 1
        // A check of everything may take minutes; what waits behind it is no caller's request.
        limits.waitMilliseconds = 600_000
        return limits
    }

    func stop() {
        self.reads.stop()
        self.checks.stop()
        self.maintenance.stop()
    }
}

extension DatabasePools where Connection == SQLiteConnection {
    init(file path: String, _ configuration: EngineConfiguration) {
        var limits = ReaderPoolLimits()
        limits.size = configuration.readers
        let writing = SQLiteConfiguration(path: path, synchronous: configuration.sqliteSynchronous)
        var reading = writing
        reading.mode = .readOnly
        self.init(
            reads: ReaderPool("wg-read", limits) { [reading] () throws(SQLError) in try SQLiteConnection(reading) },
            checks: ReaderPool("wg-check", Self.single) { [reading] () throws(SQLError) in
                try SQLiteConnection(reading)
            },
            maintenance: ReaderPool("wg-maintain", Self.single) { () throws(SQLError) in
                try SQLiteConnection(writing)
            }
        )
    }
}

extension DatabasePools where Connection == PostgreSQLConnection {
    init(server url: String, _ configuration: EngineConfiguration) {
        var limits = ReaderPoolLimits()
        limits.size = configuration.readers
        var reading = PostgreSQLConfiguration(url: url)
        reading.role = PostgreSQLRoles.api
        var checking = reading
        checking.isUnhurried = true
        var writing = PostgreSQLConfiguration(url: url)
        writing.role = PostgreSQLRoles.engine
        writing.mustWrite = true
        self.init(
            reads: ReaderPool("wg-read", limits) { [reading] () throws(SQLError) in try .open(reading) },
            checks: ReaderPool("wg-check", Self.single) { [checking] () throws(SQLError) in try .open(checking) },
            maintenance: ReaderPool("wg-maintain", Self.single) { [writing] () throws(SQLError) in
                try .open(writing)
            }
        )
    }
}

extension PostgreSQLConfiguration {
    /// For tools that read everything: statements may take hours.
    var isUnhurried: Bool {
        get { self.statementMilliseconds == 0 }
        set {
            let hours: Int = 6 * 3_600_000
            self.statementMilliseconds = newValue ? 0 : 10_000
            self.idleInTransactionMilliseconds = newValue ? hours : 5_000
            self.answerMilliseconds = newValue ? hours : 30_000
            self.lockMilliseconds = newValue ? 60_000 : 2_000
        }
    }
}
