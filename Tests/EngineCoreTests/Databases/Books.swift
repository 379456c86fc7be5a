import EngineCore
import SQLStore
import Testing

/// The rows of a small business that every table has some of, made by commands and sealed batch by batch.
///
/// Two agents (`shop.agent` under `shop.top`) and a third one apart with a member; orders in most states, refunds, a
/// payout that was paid, a withdrawal that waits, an issued period with statements, an approval that waits.
final class Books {
    let shop = Shop()
    /// An agent and a member of another tree.
    let stranger: Actor
    let strangerMember: Actor
    let admin: Actor
    /// When the last command ran, microseconds.
    var now: Int64 { self.shop.bench.now }
    var bench: DecisionBench { self.shop.bench }
    /// The chain as it must be stored.
    private(set) var seals: [BatchSeal] = []
    private(set) var head = ChainHead.start

    init() {
        let bench = self.shop.bench
        self.stranger = bench.agent()
        self.strangerMember = bench.member(of: self.stranger.id)
        self.admin = bench.admin([.super, .finance, .operations, .support, .auditor])
        self.trade()
        self.moveCash()
        self.settle()
        self.addRest()
        self.seal()
    }

    private func trade() {
        let shop = self.shop
        let refunded = shop.order(.completed)
        #expect(shop.refund(refunded, 333).status == 200)
        let released = shop.order(.completed, 3)
        shop.bench.now += 8 * Microseconds.day
        #expect(shop.release(released).status == 200)
        #expect(shop.refund(released, 999).status == 200)
        #expect(shop.refund(shop.order(.paid), 999).status == 200)
        _ = shop.order(.cancelled)
        _ = shop.order(.expired)
        let paid = shop.order(.paid)
        #expect(shop.cancel(paid).status == 200)
        let asked = RequestRefund(
            orderID: shop.order(.fulfilling),
            lines: [RefundedLine(line: 1, amount: 5)],
            reason: "torn"
        )
        #expect(self.bench.run(.requestRefund(asked), by: shop.member).status == 201)
    }

    private func moveCash() {
        let (bench, member, agent) = (self.bench, self.shop.member, self.shop.agent)
        let deposit = bench.run(
            .initiateDeposit(InitiateDeposit(ledgerID: 1, amount: 500, provider: "bank")),
            by: member
        )
        let confirmation = ConfirmDeposit(requestID: deposit.madeID, provider: "bank", externalID: "x1", amount: 500)
        #expect(bench.run(.confirmDeposit(confirmation)).status == 200)
        let waiting = RequestWithdrawal(ledgerID: 1, amount: 70)
        #expect(bench.run(.requestWithdrawal(waiting), by: member).status == 201)
        let payout = bench.run(.requestWithdrawal(RequestWithdrawal(ledgerID: 1, amount: 50)), by: agent).madeID
        #expect(
            bench.run(.approveWithdrawal(ApproveWithdrawal(requestID: payout)), by: self.shop.finance).status == 200
        )
        #expect(bench.run(.startWithdrawal(StartWithdrawal(requestID: payout))).status == 200)
        let paid = SettleWithdrawal(requestID: payout, isPaid: true, provider: "bank", externalID: "p1")
        #expect(bench.run(.settleWithdrawal(paid)).status == 200)
    }

    private func settle() {
        let bench = self.bench
        let open = OpenPeriod(ledgerID: 1, startsAt: bench.now, endsAt: bench.now + 1_000)
        let period = bench.run(.openPeriod(open)).madeID
        bench.now += 1_000
        let proposal = bench.run(.proposePeriodClose(ProposePeriodClose(periodID: period)), by: self.shop.finance)
        let id = proposal.reply["approval"]?.id ?? proposal.madeID
        let approval = bench.set.approvals[id]
        let command = ApproveAction(approvalID: id, action: .closePeriod, payload: approval?.payload ?? "")
        #expect(bench.run(.approveAction(command), by: self.admin).status == 200)
        let issue = IssueStatements(periodID: period, after: .nil, limit: 10)
        #expect(bench.run(.issueStatements(issue)).status == 200)
        let adjustment = ProposeAdjustment(
            from: AccountRef(ledgerID: 1, kind: .revenue),
            to: AccountRef(ledgerID: 1, kind: .wallet, ownerID: self.shop.member.id),
            amount: 5,
            reason: "goodwill"
        )
        #expect(bench.run(.proposeAdjustment(adjustment), by: self.shop.finance).status == 202)
        bench.fund(.wallet, self.strangerMember.id, 2_000)
    }

    /// Rows of which no command of these books makes one.
    private func addRest() {
        let bench = self.bench
        let session = Session(
            family: bench.id(),
            principalID: self.shop.member.id,
            currentHash: [1],
            used: false,
            rotatedAt: bench.now,
            expiresAt: bench.now + 1
        )
        bench.set.sessions.load(session, isLocked: true)
        bench.set.settings.load(Setting(name: "commission.max_levels", value: "2", version: 1), isLocked: true)
        bench.set.stocks.load(Stock(productID: self.shop.product, onHand: 7, reserved: 1), isLocked: true)
        bench.set.consumers.load(Consumer(name: "stream", lastEvent: bench.head.lastEvent), isLocked: true)
        let item = ReconItem(
            id: bench.id(),
            runID: bench.id(),
            provider: "bank",
            externalID: "x2",
            amount: 5,
            state: .unmatched
        )
        bench.set.reconItems.load(item, isLocked: true)
    }

    /// Seals every batch; one without transfers or events is not left out.
    private func seal() {
        let transfers = Dictionary(grouping: self.bench.set.transfers.rows, by: \.batch)
        let events = Dictionary(grouping: self.bench.set.events.rows, by: \.batch)
        for batch in 1...self.bench.head.batch {
            let moved = (transfers[batch] ?? []).sorted { $0.seq < $1.seq }
            let told = (events[batch] ?? []).sorted { $0.seq < $1.seq }
            var seal = BatchSeal(
                batch: batch,
                at: told.first?.at ?? 0,
                lastTransfer: moved.last?.seq ?? self.head.lastTransfer,
                lastEvent: told.last?.seq ?? self.head.lastEvent,
                prevHash: self.head.hash,
                hash: []
            )
            seal.hash = seal.expectedHash(transfers: ChainDigest.hash(moved), events: ChainDigest.hash(told))
            self.seals.append(seal)
            self.head = ChainHead(after: seal)
        }
    }
}
