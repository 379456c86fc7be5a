package import Telemetry

/// What the jobs read; the implementation reads committed rows on connections of its own.
///
/// Lists are in an order of the implementation's choice, at most `limit` long, and may be stale: the commands decide.
package protocol JobQueries: Sendable {
    /// Whether this process may run a job now (`pg_try_advisory_lock`): saves work, decides nothing.
    func mayRun(_ job: Job) async -> Bool
    /// Pending holds of orders with `expires_at <= now`.
    func dueHolds(now: Int64, limit: Int) async throws -> [DueHold]
    /// Orders with commission in state held and `due_at <= now`, once for each order and due time.
    func dueReleases(now: Int64, limit: Int) async throws -> [DueRelease]
    /// Open approvals made at or before a time.
    func openApprovals(madeUntil: Int64, limit: Int) async throws -> [ID]
    /// Periods in state closing.
    func closingPeriods() async throws -> [ClosingPeriod]
    /// Deletes keys made before a time; says how many there were.
    func deleteKeys(madeBefore: Int64, limit: Int) async throws -> Int
    /// Runs the checks, all of them or the marked ones on what is new: rows that break each rule checked.
    func violations(all: Bool) async throws -> [EngineInvariantLabel: Int]
    /// What is open.
    func openItems() async throws -> OpenItems
}
