import EngineCore
import Testing

@Suite
struct AdjustmentTests {
    private let bench = DecisionBench()
    private let finance: Actor
    private let chief: Actor
    private let member: Actor

    init() {
        self.bench.addLedger()
        self.finance = self.bench.admin(.finance)
        self.chief = self.bench.admin(.super)
        self.member = self.bench.member()
    }

    private func propose(amount: Int64 = 40, reason: String = "goodwill", from: AccountRef? = nil) -> Command {
        .proposeAdjustment(
            ProposeAdjustment(
                from: from ?? AccountRef(ledgerID: 1, kind: .revenue),
                to: AccountRef(ledgerID: 1, kind: .wallet, ownerID: self.member.id),
                amount: amount,
                reason: reason
            )
        )
    }

    @Test
    func financeProposesAndSuperApproves() {
        let proposed = self.bench.run(self.propose(), by: self.finance)
        #expect(proposed.status == 202)
        #expect(self.bench.actions == ["approval.proposed"])
        #expect(self.bench.balance(.wallet, self.member.id) == 0)
        let approved = self.bench.approve(proposed, by: self.chief)
        #expect(approved.status == 200)
        #expect(self.bench.actions == ["adjustment.posted", "approval.approved"])
        #expect(self.bench.transfers.map(\.code) == [.adjustment])
        #expect(self.bench.transfers.map(\.refID) == [proposed.madeID])
        #expect(self.bench.balance(.wallet, self.member.id) == 40)
        #expect(self.bench.balance(.revenue) == -40)
        #expect(self.bench.set.approvals[proposed.madeID]?.checkedBy == self.chief.id)
        #expect(self.bench.approve(proposed, by: self.chief).rejection == .invalidTransition)
    }

    @Test
    func theMakerIsNeverTheChecker() {
        let both = self.bench.admin([.finance, .super])
        let proposed = self.bench.run(self.propose(), by: both)
        #expect(self.bench.approve(proposed, by: both).rejection == .makerIsChecker)
        #expect(self.bench.approve(proposed, by: self.finance).rejection == .roleForbidden)
        #expect(self.bench.approve(proposed, by: self.member).rejection == .roleForbidden)
        #expect(self.bench.approve(proposed, by: .system).rejection == .roleForbidden)
        #expect(self.bench.approve(proposed, by: self.chief).status == 200)
    }

    @Test
    func onlyFinanceProposes() {
        for actor in [self.chief, self.member, .system, self.bench.admin([.operations, .support, .auditor])] {
            #expect(self.bench.run(self.propose(), by: actor).rejection == .roleForbidden)
        }
    }

    @Test
    func moneyThatIsNotThereIsFoundMissingAtTheApproval() {
        let wallet = AccountRef(ledgerID: 1, kind: .wallet, ownerID: self.bench.member().id)
        let proposed = self.bench.run(self.propose(from: wallet), by: self.finance)
        #expect(proposed.status == 202)
        let refused = self.bench.approve(proposed, by: self.chief)
        #expect(refused.rejection == .insufficientFunds)
        #expect(refused.details == ["available": .int(0), "required": .int(40)])
        #expect(self.bench.set.approvals[proposed.madeID]?.state == .open)
    }

    @Test
    func anAdjustmentTakesNoAgentBelowZero() {
        let agent = self.bench.agent()
        let available = AccountRef(ledgerID: 1, kind: .available, ownerID: agent.id)
        let proposed = self.bench.run(self.propose(from: available), by: self.finance)
        #expect(self.bench.approve(proposed, by: self.chief).rejection == .insufficientFunds)
    }

    @Test
    func ownersThatCannotHaveSuchAnAccountAreNotFound() {
        let agent = self.bench.agent()
        for (kind, owner) in [(AccountKind.wallet, agent.id), (.held, self.member.id), (.available, self.bench.id())] {
            let from = AccountRef(ledgerID: 1, kind: kind, ownerID: owner)
            #expect(self.bench.run(self.propose(from: from), by: self.finance).rejection == .notFound)
        }
    }

    @Test
    func reasonAndAmountHaveBounds() {
        func answer(_ amount: Int64, _ reason: String) -> Outcome {
            self.bench.run(self.propose(amount: amount, reason: reason), by: self.finance)
        }
        #expect(answer(1, "").rejection == .invalidParameter)
        #expect(answer(1, "").details["errors"]?.array?.first?["pointer"] == .string("/reason"))
        #expect(answer(1, String(repeating: "x", count: 501)).rejection == .invalidParameter)
        #expect(answer(1, "a\u{0}b").rejection == .invalidParameter)
        #expect(answer(1, String(repeating: "ü", count: 500)).status == 202)
        #expect(answer(0, "x").rejection == .amountOutOfRange)
        #expect(answer(Int64.max, "x").rejection == .amountOutOfRange)
    }
}
