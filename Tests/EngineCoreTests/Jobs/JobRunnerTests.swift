import EngineCore
import Synchronization
import Telemetry
import Testing

@Suite struct JobRunnerTests {
    private static let now: Int64 = 1_772_366_400_000_000
    private static let clock = SequencerClock(now: { Self.now }, monotonic: { 0 }, sleep: { _ in })

    /// Runs jobs over some work; every command is done, and taken off the list.
    private func run(
        _ jobs: [Job],
        _ work: ListedWork,
        registry: MetricRegistry? = nil,
        isDone: Bool = true
    ) async -> (requests: [CommandRequest], failed: [Job]) {
        let seen = Mutex<[CommandRequest]>([])
        let failed = Mutex<[Job]>([])
        let runner = JobRunner(
            work,
            clock: Self.clock,
            registry: registry,
            submit: { request in
                seen.withLock { $0.append(request) }
                guard isDone else { return .failure(EngineFailure(.queueFull)) }
                work.state.withLock { state in
                    state.holds.removeAll { CommandRequest.expire($0).key == request.key }
                }
                // Statements: three pages, of which the first was made before.
                guard case .issueStatements(let page) = request.command else { return .success(.done(Reply(200, [:]))) }
                let next = page.after.low < 2 ? ID(high: 0, low: page.after.low + 1) : nil
                let reply = Reply(200, ["next": .id(next)])
                if page.after == .nil { return .success(.replayed(status: 200, body: reply.json.bytes)) }
                return .success(.done(reply))
            },
            failed: { job, _ in failed.withLock { $0.append(job) } }
        )
        await runner.run(jobs)
        return (seen.withLock { $0 }, failed.withLock { $0 })
    }

    @Test func keysNameWhatIsDoneAndTheSystemAsks() async throws {
        let id = ID(high: 1, low: 2)
        var state = ListedWork.State()
        state.holds = [DueHold(seq: 7, orderID: id)]
        state.releases = [DueRelease(orderID: id, due: 5)]
        state.approvals = [id]
        state.periods = [ClosingPeriod(periodID: id, lastAgent: .nil)]
        let work = ListedWork(state)
        let requests = await self.run([.holds, .releases, .approvals, .statements], work).requests
        let expected = [
            "expire:7", "release:\(id):5", "approval:\(id)", "issue:\(id):\(ID.nil)",
            "issue:\(id):\(ID(high: 0, low: 1))", "issue:\(id):\(ID(high: 0, low: 2))",
        ]
        #expect(requests.map(\.key) == expected)
        #expect(requests.allSatisfy { $0.actor == .system && $0.requestHash.count == 32 })
        #expect(requests[0].command == .expireOrder(ExpireOrder(orderID: id, holdSeq: 7)))
        #expect(work.state.withLock { $0.approvalTime } == Self.now - Microseconds.day)
        // The same work has the same key and hash, whoever finds it.
        let again = CommandRequest.expire(DueHold(seq: 7, orderID: id))
        #expect(again.key == requests[0].key && again.requestHash == requests[0].requestHash)
    }

    @Test func pageAfterPageIsDone() async {
        var state = ListedWork.State()
        state.holds = (1...Int64(1_234)).map { DueHold(seq: $0, orderID: .nil) }
        let requests = await self.run([.holds], ListedWork(state)).requests
        #expect(requests.count == 1_234 && Set(requests.map(\.key)).count == 1_234)
    }

    @Test func aBusyEngineIsAskedAgainAtTheNextTimeOnly() async {
        var state = ListedWork.State()
        state.holds = (1...Int64(1_234)).map { DueHold(seq: $0, orderID: .nil) }
        #expect(await self.run([.holds], ListedWork(state), isDone: false).requests.count == JobRunner.pageLimit)
    }

    @Test func oldKeysAreDeletedInPages() async {
        var state = ListedWork.State()
        state.keys = 1_700
        let work = ListedWork(state)
        _ = await self.run([.keys], work)
        let left = work.state.withLock { ($0.keys, $0.keyTime) }
        #expect(left.0 == 0 && left.1 == Self.now - 30 * Microseconds.day)
    }

    @Test func aJobThatFailsOrRunsElsewhereLeavesTheOthers() async {
        var state = ListedWork.State()
        state.forbidden = [.holds]
        state.holds = [DueHold(seq: 7, orderID: .nil)]
        state.approvals = [.nil]
        let (requests, failed) = await self.run([.holds, .gauges, .approvals], ListedWork(state))
        #expect(failed == [.gauges] && requests.map(\.key) == ["approval:\(ID.nil)"])
    }

    @Test func violationsAreShown() async {
        let registry = MetricRegistry(names: NameTable())
        var state = ListedWork.State()
        state.violations = [.auditChain: 2, .noOverdraft: 0]
        _ = await self.run([.allInvariants], ListedWork(state), registry: registry)
        let text = String(decoding: registry.render(.text004), as: UTF8.self)
        #expect(text.contains(#"gateway_engine_invariant_violations{invariant="audit_chain"} 2"#))
        #expect(text.contains(#"gateway_engine_invariant_violations{invariant="no_overdraft"} 0"#))
        #expect(text.contains("gateway_engine_invariants_last_check_timestamp_seconds 1772366400"))
    }
}
