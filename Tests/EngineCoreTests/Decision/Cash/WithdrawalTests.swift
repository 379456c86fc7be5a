import EngineCore
import Testing

@Suite
struct WithdrawalTests {
    private let bench = DecisionBench()
    private let finance: Actor
    private let member: Actor
    private let agent: Actor

    init() {
        self.bench.addLedger()
        self.finance = self.bench.admin(.finance)
        self.member = self.bench.member()
        self.agent = self.bench.agent()
        self.bench.fund(.wallet, self.member.id, 100)
        self.bench.fund(.available, self.agent.id, 100)
    }

    private func request(_ amount: Int64, by actor: Actor) -> Outcome {
        self.bench.run(.requestWithdrawal(RequestWithdrawal(ledgerID: 1, amount: amount)), by: actor)
    }
    private func approve(_ id: ID) -> Outcome {
        self.bench.run(.approveWithdrawal(ApproveWithdrawal(requestID: id)), by: self.finance)
    }
    private func start(_ id: ID) -> Outcome {
        self.bench.run(.startWithdrawal(StartWithdrawal(requestID: id)))
    }
    private func settle(_ id: ID, paid: Bool, provider: String? = nil, externalID: String? = nil) -> Outcome {
        let command = SettleWithdrawal(requestID: id, isPaid: paid, provider: provider, externalID: externalID)
        return self.bench.run(.settleWithdrawal(command))
    }
    private func cancel(_ id: ID, by actor: Actor) -> Outcome {
        self.bench.run(.cancelWithdrawal(CancelWithdrawal(requestID: id)), by: actor)
    }
    private func reject(_ id: ID, _ reason: String = "no") -> Outcome {
        self.bench.run(.rejectWithdrawal(RejectWithdrawal(requestID: id, reason: reason)), by: self.finance)
    }

    /// Takes commission back from what the agent has available, as a refund does.
    private func clawBack(_ amount: Int64) {
        let available = AccountRef(ledgerID: 1, kind: .available, ownerID: self.agent.id)
        let proposed = self.bench.run(
            .proposeCorrection(
                ProposeCorrection(
                    transferSeq: 2,
                    debit: AccountRef(ledgerID: 1, kind: .externalIn),
                    credit: available,
                    reason: "takes 100"
                )
            ),
            by: self.finance
        )
        #expect(amount == 100)
        #expect(self.bench.approve(proposed, by: self.bench.admin(.super)).status == 200)
    }

    @Test(arguments: [false, true])
    func theWholeWayToPaid(_ isAgent: Bool) {
        let owner = isAgent ? self.agent : self.member
        let account: AccountKind = isAgent ? .available : .wallet
        let word = isAgent ? "payout" : "withdrawal"
        let made = self.request(60, by: owner)
        #expect(made.status == 201)
        #expect(self.bench.actions == ["\(word).requested"])
        #expect(self.bench.available(account, owner.id) == 40)
        #expect(self.bench.balance(account, owner.id) == 100)
        let hold = self.bench.set.cashRequests[made.madeID]?.holdSeq.flatMap { self.bench.set.holds[$0] }
        #expect(hold?.expiresAt == nil)
        #expect(hold?.amount == 60)
        #expect(self.approve(made.madeID).status == 200)
        #expect(self.bench.actions == ["\(word).approved"])
        #expect(self.bench.set.cashRequests[made.madeID]?.checkedBy == self.finance.id)
        #expect(self.start(made.madeID).status == 200)
        #expect(self.bench.actions == ["\(word).processing"])
        #expect(self.settle(made.madeID, paid: true).status == 200)
        #expect(self.bench.actions == ["\(word).paid"])
        #expect(self.bench.transfers.map(\.code) == [isAgent ? .payoutPost : .withdrawalPost])
        #expect(self.bench.balance(account, owner.id) == 40)
        #expect(self.bench.balance(.externalOut) == 60)
        #expect(self.settle(made.madeID, paid: true).rejection == .invalidTransition)
    }

    @Test
    func everyOtherWayGivesTheMoneyBackOnce() {
        let cancelled = self.request(30, by: self.member).madeID
        #expect(self.cancel(cancelled, by: self.agent).rejection == .notFound)
        #expect(self.cancel(cancelled, by: self.finance).rejection == .roleForbidden)
        #expect(self.cancel(cancelled, by: self.member).status == 200)
        #expect(self.bench.transfers.map(\.code) == [.withdrawalVoid])
        #expect(self.cancel(cancelled, by: self.member).rejection == .invalidTransition)

        let rejected = self.request(30, by: self.agent).madeID
        #expect(self.reject(rejected, "").rejection == .invalidParameter)
        #expect(self.reject(rejected).status == 200)
        #expect(self.bench.transfers.map(\.code) == [.payoutVoid])
        #expect(self.reject(rejected).rejection == .invalidTransition)

        let failed = self.request(30, by: self.member).madeID
        #expect(self.settle(failed, paid: false).rejection == .invalidTransition)
        _ = self.approve(failed)
        #expect(self.cancel(failed, by: self.member).rejection == .invalidTransition)
        #expect(self.reject(failed).rejection == .invalidTransition)
        _ = self.start(failed)
        #expect(self.settle(failed, paid: false).status == 200)
        #expect(self.bench.actions == ["withdrawal.failed"])
        #expect(self.bench.available(.wallet, self.member.id) == 100)
        #expect(self.bench.available(.available, self.agent.id) == 100)
        #expect(self.bench.balance(.externalOut) == 0)
    }

    @Test
    func moreThanThereIsIsRefusedToTheUnit() {
        let refused = self.request(101, by: self.member)
        #expect(refused.rejection == .insufficientFunds)
        #expect(refused.details == ["available": .int(100), "required": .int(101)])
        #expect(self.request(100, by: self.member).status == 201)
        #expect(self.request(1, by: self.member).details == ["available": .int(0), "required": .int(1)])
        #expect(self.request(0, by: self.agent).rejection == .amountOutOfRange)
        #expect(self.request(1, by: self.finance).rejection == .roleForbidden)
        #expect(self.request(1, by: .system).rejection == .roleForbidden)
        let other = Command.requestWithdrawal(RequestWithdrawal(ledgerID: 3, amount: 1))
        #expect(self.bench.run(other, by: self.member).rejection == .notFound)
    }

    @Test
    func aNegativeBalanceBlocksPayoutsUntilItIsFilled() {
        let waiting = self.request(60, by: self.agent).madeID
        self.clawBack(100)
        #expect(self.bench.available(.available, self.agent.id) == -60)
        let blocked = self.request(1, by: self.agent)
        #expect(blocked.rejection == .payoutBlockedNegativeBalance)
        #expect(blocked.details == ["available": .int(-60)])
        #expect(self.approve(waiting).rejection == .payoutBlockedNegativeBalance)
        self.bench.fund(.available, self.agent.id, 59)
        #expect(self.approve(waiting).rejection == .payoutBlockedNegativeBalance)
        self.bench.fund(.available, self.agent.id, 1)
        #expect(self.request(1, by: self.agent).rejection == .insufficientFunds)
        #expect(self.approve(waiting).status == 200)
    }

    @Test
    func aSuspendedOwnersRequestIsNotApproved() {
        let id = self.request(60, by: self.member).madeID
        self.bench.set(.suspended, of: self.member.id)
        #expect(self.approve(id).rejection == .accountSuspended)
        #expect(self.request(1, by: self.member).rejection == .accountSuspended)
        #expect(self.reject(id).status == 200)
        #expect(self.bench.available(.wallet, self.member.id) == 100)
    }

    @Test
    func onlyFinanceDecides() {
        let id = self.request(60, by: self.member).madeID
        for actor in [self.member, self.agent, .system, self.bench.admin([.super, .operations, .support, .auditor])] {
            let approve = Command.approveWithdrawal(ApproveWithdrawal(requestID: id))
            #expect(self.bench.run(approve, by: actor).rejection == .roleForbidden)
            let reject = Command.rejectWithdrawal(RejectWithdrawal(requestID: id, reason: "x"))
            #expect(self.bench.run(reject, by: actor).rejection == .roleForbidden)
        }
        for actor in [self.member, self.agent, self.bench.admin([.super, .operations])] {
            let start = Command.startWithdrawal(StartWithdrawal(requestID: id))
            #expect(self.bench.run(start, by: actor).rejection == .roleForbidden)
            let settle = Command.settleWithdrawal(SettleWithdrawal(requestID: id, isPaid: true))
            #expect(self.bench.run(settle, by: actor).rejection == .roleForbidden)
        }
    }

    @Test
    func anExternalIDPaysOneRequest() {
        let ids = [10, 20].map { self.request($0, by: self.member).madeID }
        for id in ids {
            _ = self.approve(id)
            _ = self.start(id)
        }
        #expect(self.settle(ids[0], paid: true, provider: "bank").rejection == .invalidParameter)
        #expect(self.settle(ids[0], paid: true, provider: "bank", externalID: "p1").status == 200)
        #expect(self.settle(ids[1], paid: true, provider: "bank", externalID: "p1").rejection == .duplicateExternalID)
        #expect(self.settle(ids[1], paid: true, provider: "other", externalID: "p1").status == 200)
    }

    @Test
    func aDepositIsNoWithdrawal() {
        let made = self.bench.run(
            .initiateDeposit(InitiateDeposit(ledgerID: 1, amount: 5, provider: "bank")),
            by: self.member
        )
        #expect(self.approve(made.madeID).rejection == .notFound)
        #expect(self.cancel(made.madeID, by: self.member).rejection == .notFound)
        let id = self.request(5, by: self.member).madeID
        let confirm = ConfirmDeposit(requestID: id, provider: "bank", externalID: "x", amount: 5)
        #expect(self.bench.run(.confirmDeposit(confirm)).rejection == .notFound)
    }
}
