import EngineCore
import Testing

/// Random money commands: whatever is asked, sums stay exact, a refusal changes nothing, and every change has its event.
@Suite
struct RandomMoneyTests {
    /// The commands of one run and whom they are about.
    private final class Run {
        let bench: DecisionBench
        let random: SplitMix
        let finance: [Actor]
        let chief: Actor
        let members: [Actor]
        let agents: [Actor]
        var proposals: [Outcome] = []

        init(seed: UInt64) {
            let bench = DecisionBench(seed: seed)
            self.bench = bench
            self.random = SplitMix(seed: seed ^ 0xFEED)
            bench.addLedger()
            self.finance = [bench.admin(.finance), bench.admin(.finance)]
            self.chief = bench.admin(.super)
            self.members = (0..<3).map { _ in bench.member() }
            self.agents = (0..<3).map { _ in bench.agent() }
        }

        func one<Element>(of items: [Element]) -> Element { items[Int(self.random.next() % UInt64(items.count))] }
        var amount: Int64 { self.random.number(1...10_000) }
        var cash: ID { self.one(of: self.bench.set.cashRequests.rows.map(\.id) + [self.bench.id()]) }
        var owner: AccountRef {
            let agent = self.one(of: self.agents).id
            return self.one(of: [
                AccountRef(ledgerID: 1, kind: .wallet, ownerID: self.one(of: self.members).id),
                AccountRef(ledgerID: 1, kind: .available, ownerID: agent),
                AccountRef(ledgerID: 1, kind: .held, ownerID: agent), AccountRef(ledgerID: 1, kind: .revenue),
            ])
        }
    }

    @Test(arguments: 1...20)
    func sumsAreExactWhateverIsAsked(_ seed: Int) {
        let run = Run(seed: UInt64(seed))
        var done = 0
        var refused = 0
        for step in 0..<250 {
            let (command, actor) = self.command(run)
            let before = run.bench.set.balances
            let outcome = run.bench.run(command, by: actor)
            switch outcome {
            case .done:
                done += 1
                if outcome.status == 202 { run.proposals.append(outcome) }
                self.expectEvents(command, run.bench, "SEED=\(seed) step \(step)")
            case .rejected, .replayed:
                refused += 1
                let isSame = run.bench.set.balances == before && run.bench.events.isEmpty
                #expect(isSame, "SEED=\(seed) step \(step) \(command)")
            }
            let debits = run.bench.set.accounts.rows.rows.reduce(0) { $0 + $1.debitsPosted }
            let posted = run.bench.set.transfers.rows.filter { $0.phase == .single || $0.phase == .post }
            #expect(debits == posted.reduce(0) { $0 + $1.amount }, "SEED=\(seed) step \(step)")
        }
        #expect(done > 50 && refused > 20, "SEED=\(seed): \(done) done, \(refused) refused")
    }

    /// Each state change has one event: as many events as rows that changed state or came into being, where a recon item
    /// of a reversal belongs to the reversal.
    private func expectEvents(_ command: Command, _ bench: DecisionBench, _ comment: String) {
        let cash = bench.set.cashRequests
        let approvals = bench.set.approvals
        let changed =
            Array(cash.inserted).count + Array(cash.updated).count + Array(approvals.inserted).count
            + Array(approvals.updated).count + Array(bench.set.principals.updated).count
        let isTransfer = bench.transfers.contains { $0.code == .adjustment || $0.code == .correction }
        let events = bench.events.count
        #expect(events == changed + (isTransfer ? 1 : 0), "\(comment) \(command.kind): \(bench.actions)")
    }

    private func command(_ run: Run) -> (Command, Actor) {
        let finance = run.one(of: run.finance)
        switch run.random.next() % 14 {
        case 0:
            let (from, to) = (run.owner, run.owner)
            return (
                .transferFunds(TransferFunds(from: from, to: to, amount: run.amount, refID: run.bench.id())), .system
            )
        case 1:
            let external = AccountRef(ledgerID: 1, kind: .externalIn)
            let command = TransferFunds(from: external, to: run.owner, amount: run.amount, refID: run.bench.id())
            return (.transferFunds(command), .system)
        case 2:
            let command = InitiateDeposit(ledgerID: 1, amount: run.amount, provider: "bank")
            return (.initiateDeposit(command), run.one(of: run.members))
        case 3, 4:
            let id = run.cash
            let amount = run.bench.set.cashRequests[id]?.amount ?? 1
            let command = ConfirmDeposit(requestID: id, provider: "bank", externalID: "\(id)", amount: amount)
            return (.confirmDeposit(command), .system)
        case 5: return (.reverseDeposit(ReverseDeposit(requestID: run.cash)), .system)
        case 6, 7:
            let command = RequestWithdrawal(ledgerID: 1, amount: run.amount)
            return (.requestWithdrawal(command), run.one(of: run.members + run.agents))
        case 8: return (.approveWithdrawal(ApproveWithdrawal(requestID: run.cash)), finance)
        case 9: return (.startWithdrawal(StartWithdrawal(requestID: run.cash)), .system)
        case 10:
            let isPaid = run.random.next() % 2 == 0
            return (.settleWithdrawal(SettleWithdrawal(requestID: run.cash, isPaid: isPaid)), .system)
        case 11: return (.cancelWithdrawal(CancelWithdrawal(requestID: run.cash)), run.one(of: run.members))
        case 12:
            let command = ProposeAdjustment(from: run.owner, to: run.owner, amount: run.amount, reason: "random")
            return (.proposeAdjustment(command), finance)
        default:
            guard let proposed = run.proposals.popLast(), let row = run.bench.set.approvals[proposed.madeID] else {
                return (.rejectWithdrawal(RejectWithdrawal(requestID: run.cash, reason: "random")), finance)
            }
            let command = ApproveAction(approvalID: row.id, action: row.action, payload: row.payload)
            return (.approveAction(command), run.chief)
        }
    }
}

extension WorkingSet {
    /// The four sums of every account that was ever used.
    fileprivate var balances: [Account] { self.accounts.rows.rows.filter { $0.lastSeq > 0 } }
}
