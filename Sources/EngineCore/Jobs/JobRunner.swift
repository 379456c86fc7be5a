package import Telemetry

/// Runs the jobs beside an engine: reads what is due, and submits it as commands of the system.
///
/// A job that fails is counted and tried again at its next time; nothing depends on a single run.
package struct JobRunner: Sendable {
    /// Rows of one query and statements of one page.
    package static let pageLimit = 500
    /// Pages of one run, so that a long job leaves room for the others.
    package static let pageCountLimit = 20

    /// How long an approval waits, microseconds.
    package static let approvalAge = Microseconds.day
    /// How long keys are kept, microseconds.
    package static let keyAge = 30 * Microseconds.day

    private let queries: any JobQueries
    private let submit: @Sendable (CommandRequest) async -> BatchMachine.Answer
    private let clock: SequencerClock
    private let registry: MetricRegistry?
    private let failed: @Sendable (Job, any Error) -> Void

    /// - Parameters:
    ///   - queries: Reads what is due.
    ///   - clock: Microseconds; its `sleep` is not used.
    ///   - registry: Where gauges are set; nil: nowhere.
    ///   - submit: Hands a command to the engine and waits for the answer.
    ///   - failed: Told when a job could not read: for a log record.
    package init(
        _ queries: any JobQueries,
        clock: SequencerClock = .system,
        registry: MetricRegistry? = nil,
        submit: @escaping @Sendable (CommandRequest) async -> BatchMachine.Answer,
        failed: @escaping @Sendable (Job, any Error) -> Void
    ) {
        self.queries = queries
        self.clock = clock
        self.registry = registry
        self.submit = submit
        self.failed = failed
    }

    /// Runs what is due until the task is cancelled.
    package func run() async {
        var schedule = JobSchedule(now: self.clock.now())
        while !Task.isCancelled {
            let now = self.clock.now()
            schedule.clockChanged(now: now)
            await self.run(schedule.due(now: now))
            let pause = min(max(schedule.nextTime - self.clock.now(), 1_000), Microseconds.second)
            // Cancellation ends the pause, and then the loop.
            try? await Task.sleep(for: .microseconds(pause))
        }
    }

    /// Runs jobs one after the other.
    package func run(_ jobs: [Job]) async {
        for job in jobs where await self.queries.mayRun(job) {
            do {
                try await self.run(job)
            } catch {
                self.failed(job, error)
            }
        }
    }

    private func run(_ job: Job) async throws {
        switch job {
        case .holds:
            try await self.pages { now in
                try await self.queries.dueHolds(now: now, limit: Self.pageLimit).map { CommandRequest.expire($0) }
            }
        case .releases:
            try await self.pages { now in
                try await self.queries.dueReleases(now: now, limit: Self.pageLimit).map { CommandRequest.release($0) }
            }
        case .approvals:
            try await self.pages { now in
                try await self.queries.openApprovals(madeUntil: now - Self.approvalAge, limit: Self.pageLimit)
                    .map { CommandRequest.expireApproval($0) }
            }
        case .statements: try await self.issueStatements()
        case .keys: try await self.deleteKeys()
        case .gauges: self.show(try await self.queries.openItems())
        case .invariants, .allInvariants:
            self.show(try await self.queries.violations(all: job == .allInvariants), all: job == .allInvariants)
        }
    }

    /// Submits page after page, each page in parallel, until a page is not full or nothing of it could be done.
    private func pages(_ read: (Int64) async throws -> [CommandRequest]) async throws {
        for _ in 0..<Self.pageCountLimit {
            let requests = try await read(self.clock.now())
            let count = await self.submitAll(requests)
            if requests.count < Self.pageLimit || count == 0 || Task.isCancelled { return }
        }
    }

    /// How many were done.
    private func submitAll(_ requests: [CommandRequest]) async -> Int {
        await withTaskGroup(of: Bool.self) { group in
            for request in requests {
                group.addTask {
                    if case .success(.done) = await self.submit(request) { true } else { false }
                }
            }
            return await group.reduce(0) { $0 + ($1 ? 1 : 0) }
        }
    }

    /// Each page's answer says where the next begins, which a query cannot: agents may have no statement.
    ///
    /// Pages made before answer from their stored outcome, so that a run after a restart catches up.
    private func issueStatements() async throws {
        for period in try await self.queries.closingPeriods() {
            var page = period
            while !Task.isCancelled {
                let answer = await self.submit(.issue(page, limit: Self.pageLimit))
                guard let next = Self.nextPage(answer), next > page.lastAgent else { break }
                page.lastAgent = next
            }
        }
    }

    /// The member `next` of a page that was made; nil: that was the last, or the page could not be made.
    private static func nextPage(_ answer: BatchMachine.Answer) -> ID? {
        guard case .success(let outcome) = answer, outcome.status == 200,
            let json = CanonicalJSON(text: String(decoding: outcome.body, as: UTF8.self))
        else { return nil }
        return json["next"]?.id
    }

    private func deleteKeys() async throws {
        for _ in 0..<Self.pageCountLimit {
            let before = self.clock.now() - Self.keyAge
            let count = try await self.queries.deleteKeys(madeBefore: before, limit: Self.pageLimit)
            if count < Self.pageLimit || Task.isCancelled { return }
        }
    }

    private func show(_ items: OpenItems) {
        guard let registry else { return }
        registry.set(Families.gatewayEnginePendingHolds, to: Double(items.pendingHolds))
        registry.set(Families.gatewayEngineOutboxPendingEvents, to: Double(items.undeliveredEvents))
        registry.set(Families.gatewayEngineUnreconciledItems, to: Double(items.unreconciledItems))
        if let time = items.oldestUndelivered {
            registry.set(Families.gatewayEngineOutboxOldestTimestamp, to: Double(time) / 1e6)
        } else {
            registry.remove(Families.gatewayEngineOutboxOldestTimestamp)
        }
    }

    private func show(_ violations: [EngineInvariantLabel: Int], all: Bool) {
        guard let registry else { return }
        for (invariant, count) in violations {
            registry.set(Families.gatewayEngineInvariantViolations, .closed(invariant), to: Double(count))
        }
        if all {
            registry.set(Families.gatewayEngineInvariantsLastCheckTimestamp, to: Double(self.clock.now()) / 1e6)
        }
    }
}
