import EngineCore
import Testing

@Suite
struct PayoutBatchTests {
    private let bench = DecisionBench()
    private let maker: Actor
    private let checker: Actor
    private let agents: [Actor]

    init() {
        self.bench.addLedger()
        self.bench.addLedger(2, currency: "EUR")
        self.maker = self.bench.admin(.finance)
        self.checker = self.bench.admin(.finance)
        let bench = self.bench
        self.agents = (0..<3).map { _ in bench.agent() }
        for agent in self.agents { self.bench.fund(.available, agent.id, 100) }
    }

    private func requests(_ amount: Int64 = 10) -> [ID] {
        self.agents.map {
            self.bench.run(.requestWithdrawal(RequestWithdrawal(ledgerID: 1, amount: amount)), by: $0).madeID
        }
    }
    private func propose(_ ids: [ID]) -> Outcome {
        self.bench.run(.proposePayoutBatch(ProposePayoutBatch(requestIDs: ids)), by: self.maker)
    }

    @Test
    func allArePaidOrNoneBecomesAllThatStillCan() {
        let ids = self.requests()
        let proposed = self.propose(ids)
        #expect(proposed.status == 202)
        #expect(self.bench.approve(proposed, by: self.maker).rejection == .makerIsChecker)
        _ = self.bench.run(.cancelWithdrawal(CancelWithdrawal(requestID: ids[0])), by: self.agents[0])
        self.bench.set(.suspended, of: self.agents[1].id)
        let approved = self.bench.approve(proposed, by: self.checker)
        #expect(approved.reply["approved"] == .int(1))
        #expect(approved.reply["skipped"] == .int(2))
        #expect(approved.reply["total"] == .int(10))
        #expect(self.bench.actions == ["payout.approved", "approval.approved"])
        #expect(ids.map { self.bench.set.cashRequests[$0]?.state } == [.cancelled, .requested, .approved])
        #expect(self.bench.set.cashRequests[ids[2]]?.payoutBatch == proposed.madeID)
        #expect(self.bench.set.cashRequests[ids[2]]?.checkedBy == self.checker.id)
    }

    @Test
    func aBatchOfWhichNothingIsLeftIsRefused() {
        let ids = self.requests()
        let proposed = self.propose(ids)
        for (id, agent) in zip(ids, self.agents) {
            _ = self.bench.run(.cancelWithdrawal(CancelWithdrawal(requestID: id)), by: agent)
        }
        #expect(self.bench.approve(proposed, by: self.checker).rejection == .invalidTransition)
        #expect(self.bench.set.approvals[proposed.madeID]?.state == .open)
    }

    @Test
    func whatIsNoBatchIsRefused() {
        let ids = self.requests()
        #expect(self.propose([]).rejection == .invalidParameter)
        #expect(self.propose([ids[0], ids[0]]).rejection == .invalidParameter)
        #expect(self.propose((0...200).map { ID(high: 9, low: $0) }).rejection == .invalidParameter)
        #expect(self.propose([ids[0], self.bench.id()]).rejection == .notFound)
        let member = self.bench.member()
        self.bench.fund(.wallet, member.id, 5)
        let own = self.bench.run(.requestWithdrawal(RequestWithdrawal(ledgerID: 1, amount: 5)), by: member).madeID
        #expect(self.propose([own]).rejection == .notFound)
        self.bench.fund(.available, self.agents[0].id, 5, ledger: 2)
        let euro = Command.requestWithdrawal(RequestWithdrawal(ledgerID: 2, amount: 5))
        #expect(self.propose([ids[0], self.bench.run(euro, by: self.agents[0]).madeID]).rejection == .currencyMismatch)
        _ = self.bench.run(.approveWithdrawal(ApproveWithdrawal(requestID: ids[0])), by: self.maker)
        #expect(self.propose(ids).rejection == .invalidTransition)
        let command = Command.proposePayoutBatch(ProposePayoutBatch(requestIDs: [ids[1]]))
        #expect(self.bench.run(command, by: self.bench.admin(.super)).rejection == .roleForbidden)
    }
}
