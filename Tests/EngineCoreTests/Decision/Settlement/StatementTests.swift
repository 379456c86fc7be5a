import EngineCore
import Testing

@Suite
struct StatementTests {
    private let bench = DecisionBench()
    private let finance: Actor
    private let checker: Actor
    private let first: Actor
    private let second: Actor

    init() {
        self.bench.addLedger()
        self.finance = self.bench.admin(.finance)
        self.checker = self.bench.admin([.finance, .super])
        self.first = self.bench.agent()
        self.second = self.bench.agent()
    }

    /// Moves money as orders do, with their codes, and puts the rows as a batch of their own.
    private func post(_ code: TransferCode, _ from: AccountRef, _ to: AccountRef, _ amount: Int64) {
        self.bench.write([from, to]) { set, context in
            set.transfer(code, from: from, to: to, amount: amount, refID: .nil, &context)
        }
    }
    private func held(_ agent: Actor) -> AccountRef { AccountRef(ledgerID: 1, kind: .held, ownerID: agent.id) }
    private func available(_ agent: Actor) -> AccountRef {
        AccountRef(ledgerID: 1, kind: .available, ownerID: agent.id)
    }
    private var platform: AccountRef { AccountRef(ledgerID: 1, kind: .commission) }

    private func accrue(_ amount: Int64, _ agent: Actor) {
        self.post(.commissionAccrual, self.platform, self.held(agent), amount)
    }

    /// Opens, ends and closes a period.
    private func closePeriod() -> ID {
        let open = OpenPeriod(ledgerID: 1, startsAt: self.bench.now, endsAt: self.bench.now + 1_000)
        let id = self.bench.run(.openPeriod(open)).madeID
        self.bench.now += 1_000
        let proposed = self.bench.run(.proposePeriodClose(ProposePeriodClose(periodID: id)), by: self.finance)
        let approved = self.bench.approve(proposed, by: self.checker)
        #expect(approved.status == 200)
        return id
    }
    private func issue(_ period: ID, after: ID = .nil, limit: Int = 10) -> Outcome {
        self.bench.run(.issueStatements(IssueStatements(periodID: period, after: after, limit: limit)))
    }
    private func statement(_ period: ID, _ agent: Actor) -> Statement? {
        self.bench.set.statements[Statement.Key(periodID: period, agentID: agent.id)]
    }

    @Test
    func aStatementSumsTransfersByCodeAndClosesWithTheBalance() {
        self.accrue(100, self.first)
        self.post(.clawbackHeld, self.held(self.first), self.platform, 30)
        self.post(.commissionRelease, self.held(self.first), self.available(self.first), 50)
        self.post(.clawbackAvailable, self.available(self.first), self.platform, 5)
        self.post(.adjustment, AccountRef(ledgerID: 1, kind: .revenue), self.available(self.first), 7)
        let payout = self.bench.run(.requestWithdrawal(RequestWithdrawal(ledgerID: 1, amount: 40)), by: self.first)
            .madeID
        let period = self.closePeriod()
        self.accrue(1_000, self.first)
        let outcome = self.issue(period)
        #expect(outcome.reply["statements"] == .int(1))
        #expect(outcome.reply["state"] == .string("issued"))
        #expect(outcome.reply["next"] == .null)
        #expect(self.bench.actions == ["statement.issued", "period.issued"])
        #expect(self.bench.events.map(\.scopeID) == [self.first.id, nil])
        let row = self.statement(period, self.first)
        #expect(row?.opening == 0)
        #expect(row?.accrued == 100)
        #expect(row?.reversed == 35)
        #expect(row?.released == 50)
        #expect(row?.paid == 0)
        #expect(row?.closing == 72)

        _ = self.bench.run(.approveWithdrawal(ApproveWithdrawal(requestID: payout)), by: self.finance)
        _ = self.bench.run(.startWithdrawal(StartWithdrawal(requestID: payout)))
        _ = self.bench.run(.settleWithdrawal(SettleWithdrawal(requestID: payout, isPaid: true)))
        let next = self.closePeriod()
        #expect(self.issue(next).status == 200)
        let second = self.statement(next, self.first)
        #expect(second?.opening == 72)
        #expect(second?.accrued == 1_000)
        #expect(second?.paid == 40)
        #expect(second?.closing == 1_032)
        let held = self.bench.balance(.held, self.first.id)
        #expect(held + self.bench.balance(.available, self.first.id) == 1_032)
    }

    @Test
    func anAgentWithoutTransfersHasNoStatementButOneWithAnOpeningHas() {
        self.accrue(10, self.first)
        let period = self.closePeriod()
        #expect(self.issue(period).reply["statements"] == .int(1))
        #expect(self.statement(period, self.second) == nil)
        let quiet = self.closePeriod()
        #expect(self.issue(quiet).reply["statements"] == .int(1))
        #expect(self.statement(quiet, self.first)?.opening == 10)
        #expect(self.statement(quiet, self.first)?.closing == 10)
        #expect(self.statement(quiet, self.first)?.linesHash == ChainDigest.hash([] as [Transfer]))
    }

    @Test
    func pagesCoverEveryAgentOnceAndTheLastIssuesThePeriod() {
        let bench = self.bench
        let agents = [self.first, self.second] + (0..<3).map { _ in bench.agent() }
        for (index, agent) in agents.enumerated() { self.accrue(Int64(index + 1), agent) }
        let period = self.closePeriod()
        var after = ID.nil
        var answers: [Int64?] = []
        while true {
            let outcome = self.issue(period, after: after, limit: 2)
            answers.append(outcome.reply["statements"]?.int)
            guard let next = outcome.reply["next"]?.id else { break }
            #expect(self.bench.set.periods[period]?.state == .closing)
            #expect(self.issue(period, after: after, limit: 2).reply["statements"] == .int(0))
            after = next
        }
        #expect(answers == [2, 2, 1])
        #expect(self.bench.set.periods[period]?.state == .issued)
        #expect(agents.map { self.statement(period, $0)?.closing } == [1, 2, 3, 4, 5])
    }

    @Test
    func aFullLastPageIsFollowedByAnEmptyOne() {
        self.accrue(1, self.first)
        self.accrue(1, self.second)
        let period = self.closePeriod()
        let outcome = self.issue(period, limit: 2)
        #expect(outcome.reply["state"] == .string("closing"))
        #expect(self.issue(period, after: self.second.id, limit: 2).reply["state"] == .string("issued"))
    }

    @Test
    func theHashIsOfThePostedTransfersInOrder() {
        self.accrue(9, self.first)
        self.accrue(5, self.second)
        self.post(.commissionRelease, self.held(self.first), self.available(self.first), 4)
        let hold = self.bench.run(.requestWithdrawal(RequestWithdrawal(ledgerID: 1, amount: 1)), by: self.first)
        #expect(hold.status == 201)
        let period = self.closePeriod()
        #expect(self.issue(period).status == 200)
        let lines = [1, 3].compactMap { self.bench.set.transfers[$0] }
        #expect(lines.map(\.code) == [.commissionAccrual, .commissionRelease])
        #expect(self.statement(period, self.first)?.linesHash == ChainDigest.hash(lines))
        #expect(self.statement(period, self.second)?.linesHash != ChainDigest.hash(lines))
    }
}
