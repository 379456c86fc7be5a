import EngineCore
import Testing

@Suite
struct PeriodTests {
    private let bench = DecisionBench()
    private let maker: Actor
    private let checker: Actor
    private let start: Int64
    private static let month = 31 * Microseconds.day

    init() {
        self.bench.addLedger()
        self.maker = self.bench.admin(.finance)
        self.checker = self.bench.admin(.finance)
        self.start = self.bench.now
    }

    private func open(_ from: Int64, _ to: Int64, ledger: Int16 = 1) -> Outcome {
        self.bench.run(.openPeriod(OpenPeriod(ledgerID: ledger, startsAt: from, endsAt: to)), by: self.maker)
    }
    private func month(_ index: Int64) -> Outcome {
        self.open(self.start + index * Self.month, self.start + (index + 1) * Self.month)
    }
    private func proposeClose(_ period: Outcome) -> Outcome {
        self.bench.run(.proposePeriodClose(ProposePeriodClose(periodID: period.madeID)), by: self.maker)
    }
    private func issue(_ period: Outcome) -> Outcome {
        self.bench.run(.issueStatements(IssueStatements(periodID: period.madeID, after: .nil, limit: 10)))
    }

    @Test
    func periodsTouchButNeverOverlap() {
        #expect(self.month(1).status == 201)
        #expect(self.bench.actions == ["period.opened"])
        #expect(self.month(1).rejection == .periodClosed)
        let middle = self.start + Self.month + 1
        #expect(self.open(middle, middle + 1).rejection == .periodClosed)
        #expect(self.open(self.start, self.start + 3 * Self.month).rejection == .periodClosed)
        #expect(self.month(2).status == 201)
        #expect(self.month(0).status == 201)
        self.bench.addLedger(2, currency: "EUR")
        #expect(self.open(middle, middle + 1, ledger: 2).status == 201)
    }

    @Test
    func whatIsNoPeriodIsRefused() {
        #expect(self.open(5, 5).rejection == .invalidParameter)
        #expect(self.open(5, 4).rejection == .invalidParameter)
        #expect(self.open(-1, 4).rejection == .invalidParameter)
        #expect(self.open(Int64.min, Int64.max).rejection == .invalidParameter)
        #expect(self.open(0, 731 * Microseconds.day + 1).rejection == .invalidParameter)
        #expect(self.open(0, 731 * Microseconds.day).status == 201)
        #expect(self.open(0, 1, ledger: 7).rejection == .notFound)
        let command = Command.openPeriod(OpenPeriod(ledgerID: 1, startsAt: 0, endsAt: 1))
        #expect(self.bench.run(command, by: self.bench.admin([.super, .operations])).rejection == .roleForbidden)
    }

    @Test
    func aPeriodClosesAtItsEndAndNotAMicrosecondEarlier() {
        let period = self.month(0)
        self.bench.now = self.start + Self.month - 1
        let early = self.proposeClose(period)
        #expect(early.rejection == .invalidTransition)
        #expect(early.details["ends_at"] == .int(self.start + Self.month))
        self.bench.now += 1
        self.bench.fund(.wallet, self.bench.member().id, 5)
        let proposed = self.proposeClose(period)
        #expect(proposed.status == 202)
        #expect(self.bench.approve(proposed, by: self.maker).rejection == .makerIsChecker)
        self.bench.fund(.wallet, self.bench.member().id, 5)
        #expect(self.bench.approve(proposed, by: self.checker).status == 200)
        #expect(self.bench.actions == ["period.closing", "approval.approved"])
        #expect(self.bench.set.periods[period.madeID]?.state == .closing)
        #expect(self.bench.set.periods[period.madeID]?.lastSeq == 2)
        #expect(self.proposeClose(period).rejection == .periodClosed)
    }

    @Test
    func periodsCloseInTheirOrder() {
        let (first, second) = (self.month(0), self.month(1))
        self.bench.now = self.start + 3 * Self.month
        let later = self.proposeClose(second)
        #expect(self.bench.approve(later, by: self.checker).rejection == .invalidTransition)
        self.bench.approve(self.proposeClose(first), by: self.checker)
        #expect(self.bench.approve(later, by: self.checker).rejection == .invalidTransition)
        #expect(self.issue(first).reply["state"] == .string("issued"))
        #expect(self.bench.approve(later, by: self.checker).status == 200)
        let before = self.open(self.start - Self.month, self.start)
        #expect(before.rejection == .periodClosed)
    }

    @Test
    func aPeriodThatIsNotClosingIssuesNothing() {
        let period = self.month(0)
        #expect(self.issue(period).rejection == .invalidTransition)
        #expect(self.bench.set.outcomes.inserted.map(\.keyText).isEmpty)
        self.bench.now = self.start + Self.month
        let proposed = self.proposeClose(period)
        let approval = self.bench.set.approvals[proposed.madeID]
        let outcomes = self.bench.batch([
            self.bench.request(
                .approveAction(
                    ApproveAction(
                        approvalID: proposed.madeID,
                        action: .closePeriod,
                        payload: approval?.payload ?? ""
                    )
                ),
                by: self.checker
            ),
            self.bench.request(.issueStatements(IssueStatements(periodID: period.madeID, after: .nil, limit: 10))),
        ])
        #expect(outcomes.map(\.status) == [200, 409])
        #expect(self.issue(period).status == 200)
        #expect(self.bench.actions == ["period.issued"])
        #expect(self.issue(period).rejection == .periodClosed)
        let command = Command.issueStatements(IssueStatements(periodID: period.madeID, after: .nil, limit: 10))
        #expect(self.bench.run(command, by: self.maker).rejection == .roleForbidden)
        let none = Command.issueStatements(IssueStatements(periodID: period.madeID, after: .nil, limit: 0))
        #expect(self.bench.run(none).rejection == .invalidParameter)
    }
}
