import EngineCore
import Testing

@Suite
struct DepositTests {
    private let bench = DecisionBench()
    private let finance: Actor
    private let member: Actor

    init() {
        self.bench.addLedger()
        self.finance = self.bench.admin(.finance)
        self.member = self.bench.member()
    }

    private func initiate(_ amount: Int64 = 100, provider: String = "bank", ledger: Int16 = 1) -> Outcome {
        let command = InitiateDeposit(ledgerID: ledger, amount: amount, provider: provider)
        return self.bench.run(.initiateDeposit(command), by: self.member)
    }

    private func confirm(
        _ id: ID,
        amount: Int64 = 100,
        provider: String = "bank",
        externalID: String = "x1",
        by actor: Actor = .system
    ) -> Outcome {
        let command = ConfirmDeposit(requestID: id, provider: provider, externalID: externalID, amount: amount)
        return self.bench.run(.confirmDeposit(command), by: actor)
    }

    private func reverse(_ id: ID) -> Outcome {
        self.bench.run(.reverseDeposit(ReverseDeposit(requestID: id)), by: self.finance)
    }

    @Test(arguments: [true, false])
    func aConfirmedDepositIsInTheWallet(_ bySystem: Bool) {
        let made = self.initiate()
        #expect(made.status == 201)
        #expect(self.bench.actions == ["deposit.initiated"])
        #expect(self.bench.events.map(\.scopeID) == [self.member.id])
        #expect(self.confirm(made.madeID, by: bySystem ? .system : self.finance).status == 200)
        #expect(self.bench.actions == ["deposit.confirmed"])
        #expect(self.bench.transfers.map(\.code) == [.deposit])
        #expect(self.bench.transfers.map(\.refID) == [made.madeID])
        #expect(self.bench.balance(.wallet, self.member.id) == 100)
        #expect(self.bench.balance(.externalIn) == -100)
        let row = self.bench.set.cashRequests[made.madeID]
        #expect(row?.externalID == "x1")
        #expect(row?.version == 2)
        #expect(row?.checkedBy == (bySystem ? nil : self.finance.id))
        let again = self.confirm(made.madeID)
        #expect(again.rejection == .invalidTransition)
        #expect(again.details == ["from": .string("confirmed"), "allowed": .array([.string("reversed")])])
    }

    @Test
    func anExternalIDIsUsedOnceForEverAlsoWithinABatch() {
        let first = self.initiate().madeID
        let second = self.initiate().madeID
        let requests = [first, second].map {
            self.bench.request(
                .confirmDeposit(ConfirmDeposit(requestID: $0, provider: "bank", externalID: "same", amount: 100))
            )
        }
        let outcomes = self.bench.batch(requests)
        #expect(outcomes.map(\.status) == [200, 409])
        #expect(outcomes[1].rejection == .duplicateExternalID)
        #expect(self.bench.balance(.wallet, self.member.id) == 100)
        #expect(self.confirm(second, externalID: "same").rejection == .duplicateExternalID)
        #expect(self.confirm(second, externalID: "other").status == 200)
    }

    @Test
    func whatIsNotTheRequestIsNotConfirmed() {
        let id = self.initiate().madeID
        #expect(self.confirm(id, provider: "other").rejection == .notFound)
        #expect(self.confirm(self.bench.id()).rejection == .notFound)
        let wrong = self.confirm(id, amount: 99)
        #expect(wrong.rejection == .amountOutOfRange)
        #expect(wrong.details == ["amount": .int(99), "expected": .int(100)])
        #expect(self.confirm(id, externalID: "").rejection == .invalidParameter)
        #expect(self.confirm(id, externalID: String(repeating: "e", count: 129)).rejection == .invalidParameter)
        for actor in [self.member, self.bench.admin([.super, .operations, .support, .auditor]), self.bench.agent()] {
            #expect(self.confirm(id, by: actor).rejection == .roleForbidden)
        }
        self.bench.set(.closed, of: self.member.id)
        #expect(self.confirm(id).rejection == .accountSuspended)
        self.bench.set(.suspended, of: self.member.id)
        #expect(self.confirm(id).status == 200)
    }

    @Test
    func whatCannotBeADepositIsRefused() {
        #expect(self.initiate(0).rejection == .amountOutOfRange)
        #expect(self.initiate(1_000_000_000_000_001).rejection == .amountOutOfRange)
        #expect(self.initiate(provider: "").rejection == .invalidParameter)
        #expect(self.initiate(provider: String(repeating: "p", count: 65)).rejection == .invalidParameter)
        #expect(self.initiate(ledger: 2).rejection == .notFound)
        let command = Command.initiateDeposit(InitiateDeposit(ledgerID: 1, amount: 1, provider: "bank"))
        for actor in [self.finance, self.bench.agent(), .system] {
            #expect(self.bench.run(command, by: actor).rejection == .roleForbidden)
        }
        self.bench.set(.suspended, of: self.member.id)
        #expect(self.initiate().rejection == .accountSuspended)
    }

    @Test
    func aFailedDepositEnds() {
        let id = self.initiate().madeID
        let fail = Command.failDeposit(FailDeposit(requestID: id))
        #expect(self.bench.run(fail, by: self.member).rejection == .roleForbidden)
        #expect(self.bench.run(fail).status == 200)
        #expect(self.bench.actions == ["deposit.failed"])
        #expect(self.bench.run(fail).rejection == .invalidTransition)
        #expect(self.confirm(id).rejection == .invalidTransition)
        #expect(self.reverse(id).rejection == .invalidTransition)
    }

    @Test
    func aReversalTakesWhatIsThereAndStopsNobody() {
        let id = self.bench.deposit(self.member, 100)
        #expect(self.reverse(id).status == 200)
        #expect(self.bench.actions == ["deposit.reversed"])
        #expect(self.bench.transfers.map(\.code) == [.depositReversal])
        #expect(self.bench.balance(.wallet, self.member.id) == 0)
        #expect(self.bench.balance(.externalIn) == 0)
        #expect(self.bench.set.principals[self.member.id]?.status == .active)
        #expect(self.bench.set.reconItems.count == 0)
        #expect(self.reverse(id).rejection == .invalidTransition)
    }

    @Test
    func whatIsMissingComesFromSuspenseAndStopsTheMember() {
        let id = self.bench.deposit(self.member, 100, externalID: "x7")
        _ = self.bench.run(.requestWithdrawal(RequestWithdrawal(ledgerID: 1, amount: 70)), by: self.member)
        let outcome = self.reverse(id)
        #expect(outcome.status == 200)
        #expect(self.bench.transfers.map(\.code) == [.depositReversal, .depositShortfall])
        #expect(self.bench.transfers.map(\.amount) == [30, 70])
        #expect(self.bench.actions == ["deposit.reversed", "principal.suspended"])
        #expect(self.bench.available(.wallet, self.member.id) == 0)
        #expect(self.bench.balance(.suspense) == -70)
        #expect(self.bench.balance(.externalIn) == 0)
        let principal = self.bench.set.principals[self.member.id]
        #expect(principal?.status == .suspended)
        #expect(principal?.epoch == 2)
        let items = Array(self.bench.set.reconItems.inserted)
        #expect(items.map(\.amount) == [70])
        #expect(items.map(\.state) == [.unmatched])
        #expect(items.map(\.externalID) == ["x7"])
        #expect(items.map(\.transferSeq) == self.bench.transfers.suffix(1).map(\.seq))
    }

    @Test
    func anEmptyWalletGivesNothingAndAStoppedMemberStaysStopped() {
        let id = self.bench.deposit(self.member, 100)
        _ = self.bench.run(.requestWithdrawal(RequestWithdrawal(ledgerID: 1, amount: 100)), by: self.member)
        self.bench.set(.suspended, of: self.member.id)
        #expect(self.reverse(id).status == 200)
        #expect(self.bench.transfers.map(\.code) == [.depositShortfall])
        #expect(self.bench.actions == ["deposit.reversed"])
        #expect(self.bench.set.principals[self.member.id]?.epoch == 1)
    }
}
