import EngineCore
import Testing

@Suite
struct CorrectionTests {
    private let bench = DecisionBench()
    private let finance: Actor
    private let chief: Actor
    private let agent: Actor

    init() {
        self.bench.addLedger()
        self.finance = self.bench.admin(.finance)
        self.chief = self.bench.admin(.super)
        self.agent = self.bench.agent()
    }

    private var available: AccountRef { AccountRef(ledgerID: 1, kind: .available, ownerID: self.agent.id) }
    private var external: AccountRef { AccountRef(ledgerID: 1, kind: .externalIn) }

    private func propose(_ seq: Int64, _ debit: AccountRef, _ credit: AccountRef) -> Outcome {
        self.bench.run(
            .proposeCorrection(ProposeCorrection(transferSeq: seq, debit: debit, credit: credit, reason: "wrong")),
            by: self.finance
        )
    }

    @Test
    func theReverseOfOneTransferIsPostedOnce() {
        self.bench.fund(.available, self.agent.id, 70)
        let named = self.bench.transfers[0]
        let first = self.propose(named.seq, self.external, self.available)
        let second = self.propose(named.seq, self.external, self.available)
        #expect(self.bench.approve(first, by: self.chief).status == 200)
        #expect(self.bench.actions == ["correction.posted", "approval.approved"])
        #expect(self.bench.transfers.map(\.code) == [.correction])
        #expect(self.bench.transfers.map(\.refID) == [named.id])
        #expect(self.bench.balance(.available, self.agent.id) == 0)
        #expect(self.bench.approve(second, by: self.chief).rejection == .invalidTransition)
        #expect(self.propose(named.seq, self.external, self.available).rejection == .invalidTransition)
    }

    @Test
    func aCorrectionMayTakeAnAgentBelowZeroAndMayBeCorrected() {
        self.bench.fund(.available, self.agent.id, 70)
        let request = RequestWithdrawal(ledgerID: 1, amount: 50)
        #expect(self.bench.run(.requestWithdrawal(request), by: self.agent).status == 201)
        let proposed = self.propose(1, self.external, self.available)
        #expect(self.bench.approve(proposed, by: self.chief).status == 200)
        #expect(self.bench.available(.available, self.agent.id) == -50)
        let correction = self.bench.transfers[0].seq
        let again = self.propose(correction, self.available, self.external)
        #expect(self.bench.approve(again, by: self.chief).status == 200)
        #expect(self.bench.available(.available, self.agent.id) == 20)
    }

    @Test
    func aWalletGoesNoLowerThanZeroForACorrection() {
        let member = self.bench.member()
        let wallet = AccountRef(ledgerID: 1, kind: .wallet, ownerID: member.id)
        self.bench.fund(.wallet, member.id, 70)
        _ = self.bench.run(.requestWithdrawal(RequestWithdrawal(ledgerID: 1, amount: 50)), by: member)
        let proposed = self.propose(1, self.external, wallet)
        let refused = self.bench.approve(proposed, by: self.chief)
        #expect(refused.rejection == .insufficientFunds)
        #expect(refused.details == ["available": .int(20), "required": .int(70)])
    }

    @Test
    func accountsThatAreNotTheTransfersAreNotFound() {
        self.bench.fund(.available, self.agent.id, 70)
        let other = AccountRef(ledgerID: 1, kind: .available, ownerID: self.bench.agent().id)
        #expect(self.propose(1, self.available, self.external).rejection == .notFound)
        #expect(self.propose(1, self.external, other).rejection == .notFound)
        #expect(self.propose(99, self.external, self.available).rejection == .notFound)
        #expect(self.propose(-1, self.external, self.available).rejection == .notFound)
    }

    @Test
    func aHoldIsNothingToCorrect() {
        self.bench.fund(.available, self.agent.id, 70)
        _ = self.bench.run(.requestWithdrawal(RequestWithdrawal(ledgerID: 1, amount: 50)), by: self.agent)
        let out = AccountRef(ledgerID: 1, kind: .externalOut)
        #expect(self.propose(2, self.available, out).rejection == .invalidTransition)
    }
}
