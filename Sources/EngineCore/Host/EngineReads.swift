package import SQLStore

/// Reads beside the engine, each on a connection and a thread of its own.
///
/// What `scope` may not see does not exist in the answer. `maintenance` has one connection that may write: checkpoints,
/// old keys. `checks` has one without short limits for statements, for reading everything.
package struct EngineReads: Sendable {
    enum Pools: Sendable {
        case sqlite(DatabasePools<SQLiteConnection>)
        case postgreSQL(DatabasePools<PostgreSQLConnection>)
    }

    let pools: Pools
    private let hooks: EngineHostHooks

    init(_ configuration: EngineConfiguration, _ hooks: EngineHostHooks) {
        self.hooks = hooks
        switch configuration.database {
        case .sqlite(let path):
            self.pools = .sqlite(DatabasePools(file: path, configuration))
        case .postgreSQL(let url):
            self.pools = .postgreSQL(DatabasePools(server: url, configuration))
        }
    }

    /// Answers a read for a reader.
    package func answer<Read: EngineRead>(
        _ read: Read,
        as scope: Scope
    ) async throws(QueryError) -> Answer<Read.Result> {
        let began = SequencerClock.system.monotonic()
        defer {
            let time = SequencerClock.system.monotonic() - began
            if time >= self.hooks.slowNanoseconds { self.hooks.slowRead?("\(Read.self)", time) }
        }
        let result: Result<Answer<Read.Result>, QueryError>
        do throws(SQLError) {
            result =
                switch self.pools {
                case .sqlite(let pools): try await pools.reads.read { Self.run(read, scope, &$0) }
                case .postgreSQL(let pools): try await pools.reads.read { Self.run(read, scope, &$0) }
                }
        } catch {
            throw QueryError(error)
        }
        return try result.get()
    }

    private static func run<Read: EngineRead>(
        _ read: Read,
        _ scope: Scope,
        _ connection: inout some ReadConnection & ~Copyable
    ) -> Result<Answer<Read.Result>, QueryError> {
        do throws(QueryError) { return .success(try connection.answer(read, as: scope)) } catch {
            return .failure(error)
        }
    }

    /// Checks the books; on the connection without short limits.
    package func check(since: IntegrityPosition?, now: Int64) async throws(SQLError) -> IntegrityReport {
        switch self.pools {
        case .sqlite(let pools):
            try await pools.checks.read { connection throws(SQLError) in
                try IntegrityCheck.run(&connection, since: since, now: now)
            }
        case .postgreSQL(let pools):
            try await pools.checks.read { connection throws(SQLError) in
                try IntegrityCheck.run(&connection, since: since, now: now)
            }
        }
    }

    /// What the jobs read.
    var jobs: any JobQueries {
        switch self.pools {
        case .sqlite(let pools): HostJobs(pools)
        case .postgreSQL(let pools): HostJobs(pools)
        }
    }

    /// How the readers do.
    package var figures: ReaderPoolFigures {
        switch self.pools {
        case .sqlite(let pools): pools.reads.figures
        case .postgreSQL(let pools): pools.reads.figures
        }
    }

    /// Ends what runs and closes the connections.
    func stop() async {
        let pools = self.pools
        await withCheckedContinuation { (done: CheckedContinuation<Void, Never>) in
            let code = StoreThread.start("wg-engine-stop") {
                switch pools {
                case .sqlite(let pools): pools.stop()
                case .postgreSQL(let pools): pools.stop()
                }
                done.resume()
            }
            // Without a thread the connections end with the process.
            if code != 0 { done.resume() }
        }
    }
}
