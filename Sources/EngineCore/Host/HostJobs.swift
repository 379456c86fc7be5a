import SQLStore
import Synchronization
import Telemetry

/// The jobs' reads, on the connections beside the engine.
///
/// Every gateway runs every job: their commands have keys that follow from what is due, so that the first one does it
/// and the others get the same answer.
final class HostJobs<Connection: KeyDeleting & PooledConnection & ReadConnection & ~Copyable>: JobQueries {
    private let pools: DatabasePools<Connection>
    /// Up to where the continuous checks came; nil before the first.
    private let position = Mutex<IntegrityPosition?>(nil)

    init(_ pools: DatabasePools<Connection>) { self.pools = pools }

    func mayRun(_ job: Job) async -> Bool { true }

    func dueHolds(now: Int64, limit: Int) async throws -> [DueHold] {
        try await self.pools.reads.read { connection throws(SQLError) in
            try DueWork.holds(&connection, now: now, limit: limit)
        }
    }

    func dueReleases(now: Int64, limit: Int) async throws -> [DueRelease] {
        try await self.pools.reads.read { connection throws(SQLError) in
            try DueWork.releases(&connection, now: now, limit: limit)
        }
    }

    func openApprovals(madeUntil: Int64, limit: Int) async throws -> [ID] {
        try await self.pools.reads.read { connection throws(SQLError) in
            try DueWork.approvals(&connection, madeUntil: madeUntil, limit: limit)
        }
    }

    func closingPeriods() async throws -> [ClosingPeriod] {
        try await self.pools.reads.read { connection throws(SQLError) in try DueWork.closingPeriods(&connection) }
    }

    func openItems() async throws -> OpenItems {
        try await self.pools.reads.read { connection throws(SQLError) in try DueWork.openItems(&connection) }
    }

    func deleteKeys(madeBefore: Int64, limit: Int) async throws -> Int {
        try await self.pools.maintenance.read { connection throws(SQLError) in
            try connection.deleteKeys(madeBefore: madeBefore, limit: limit)
        }
    }

    /// What is new begins at the first run: what was there before is checked at night.
    func violations(all: Bool) async throws -> [EngineInvariantLabel: Int] {
        let now = SequencerClock.system.now()
        let since = self.position.withLock { $0 }
        let (start, report) = try await self.pools.checks.read { connection throws(SQLError) in
            if all { return (since, try IntegrityCheck.run(&connection, now: now)) }
            let start = since == nil ? try Self.head(&connection) : since
            return (start, try IntegrityCheck.run(&connection, since: start, now: now))
        }
        // What is broken stays new, so that its gauge stays up until it is mended.
        self.position.withLock { $0 = report.isClean ? report.position : start }
        var counts: [EngineInvariantLabel: Int] = [:]
        for result in report.results {
            if let label = result.invariant.label { counts[label] = result.count }
        }
        return counts
    }

    private static func head(_ connection: inout Connection) throws(SQLError) -> IntegrityPosition {
        try connection.reading(for: .system) { connection throws(SQLError) in
            IntegrityPosition(try connection.row(ChainHead.current, as: ChainHead.self) ?? .start)
        }
    }
}
