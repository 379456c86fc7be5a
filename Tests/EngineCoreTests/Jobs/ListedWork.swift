import EngineCore
import Synchronization
import Telemetry

/// What a test says is due; answers what was done shrink it.
final class ListedWork: JobQueries {
    struct State: Sendable {
        var holds: [DueHold] = []
        var releases: [DueRelease] = []
        var approvals: [ID] = []
        var periods: [ClosingPeriod] = []
        var keys = 0
        var violations: [EngineInvariantLabel: Int] = [:]
        var forbidden: Set<Job> = []
        var approvalTime: Int64 = 0
        var keyTime: Int64 = 0
    }
    struct Broken: Error {}

    let state: Mutex<State>
    init(_ state: State) { self.state = Mutex(state) }

    func mayRun(_ job: Job) async -> Bool { self.state.withLock { !$0.forbidden.contains(job) } }
    func dueHolds(now: Int64, limit: Int) async throws -> [DueHold] {
        self.state.withLock { Array($0.holds.prefix(limit)) }
    }
    func dueReleases(now: Int64, limit: Int) async throws -> [DueRelease] {
        self.state.withLock { Array($0.releases.prefix(limit)) }
    }
    func openApprovals(madeUntil: Int64, limit: Int) async throws -> [ID] {
        self.state.withLock { state in
            state.approvalTime = madeUntil
            return state.approvals
        }
    }
    func closingPeriods() async throws -> [ClosingPeriod] { self.state.withLock { $0.periods } }
    func deleteKeys(madeBefore: Int64, limit: Int) async throws -> Int {
        self.state.withLock { state in
            state.keyTime = madeBefore
            let count = min(limit, state.keys)
            state.keys -= count
            return count
        }
    }
    func violations(all: Bool) async throws -> [EngineInvariantLabel: Int] { self.state.withLock { $0.violations } }
    func openItems() async throws -> OpenItems { throw Broken() }
}
