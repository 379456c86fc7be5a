import EngineCore
import Testing

@Suite
struct RunReconciliationTests {
    private let bench = DecisionBench()
    private let finance: Actor
    private let member: Actor

    init() {
        self.bench.addLedger()
        self.finance = self.bench.admin(.finance)
        self.member = self.bench.member()
    }

    private func run(
        _ items: [(String, Int64)],
        provider: String = "bank",
        from: Int64 = 0,
        to: Int64? = nil
    ) -> Outcome {
        let command = RunReconciliation(
            provider: provider,
            from: from,
            to: to ?? self.bench.now + 1,
            items: items.map { ReportedItem(externalID: $0.0, amount: $0.1) }
        )
        return self.bench.run(.runReconciliation(command), by: self.finance)
    }
    private func found() -> [[String]] {
        self.bench.set.reconItems.inserted.map { [$0.externalID, "\($0.amount)", $0.state.name, $0.reason ?? ""] }
    }

    @Test
    func everyKindOfDifferenceIsFoundAndNothingElse() {
        _ = self.bench.deposit(self.member, 10, externalID: "same")
        _ = self.bench.deposit(self.member, 20, externalID: "gone")
        _ = self.bench.deposit(self.member, 30, externalID: "less")
        _ = self.bench.deposit(self.member, 40, provider: "other", externalID: "theirs")
        _ = self.bench.run(.initiateDeposit(InitiateDeposit(ledgerID: 1, amount: 5, provider: "bank")), by: self.member)
        let outcome = self.run([("same", 10), ("less", 29), ("new", 50), ("same", 10), ("theirs", 40)])
        #expect(outcome.status == 201)
        #expect(
            self.found() == [
                ["same", "10", "matched", ""], ["less", "29", "unmatched", "different-amount"],
                ["new", "50", "unmatched", "extra"], ["same", "10", "unmatched", "duplicate"],
                ["theirs", "40", "unmatched", "extra"], ["gone", "20", "unmatched", "missing"],
            ]
        )
        #expect(self.bench.actions == ["recon.run"])
        let counts = ["matched": 1, "missing": 1, "extra": 2, "different-amount": 1, "duplicate": 1]
        for (name, count) in counts { #expect(outcome.reply[name] == .int(Int64(count))) }
    }

    @Test
    func theWindowIsClosedAtItsStartAndOpenAtItsEnd() {
        let first = self.bench.now
        _ = self.bench.deposit(self.member, 10, externalID: "a")
        self.bench.now += 1
        _ = self.bench.deposit(self.member, 10, externalID: "b")
        self.bench.now += 1
        _ = self.run([], from: first, to: first + 1)
        #expect(self.found().map { $0[0] } == ["a"])
        _ = self.run([], from: first + 1, to: first + 2)
        #expect(self.found().map { $0[0] } == ["b"])
        _ = self.run([("a", 10)], from: first + 1, to: first + 2)
        #expect(self.found().map { $0[2] } == ["matched", "unmatched"])
    }

    @Test
    func aReversedDepositIsNotMissing() {
        let id = self.bench.deposit(self.member, 10, externalID: "a")
        _ = self.bench.run(.reverseDeposit(ReverseDeposit(requestID: id)))
        _ = self.run([])
        #expect(self.found().isEmpty)
        _ = self.run([("a", 10)])
        #expect(self.found() == [["a", "10", "matched", ""]])
    }

    @Test
    func whatIsNoReportIsRefused() {
        #expect(self.run([], provider: "").rejection == .invalidParameter)
        #expect(self.run([], from: 5, to: 5).rejection == .invalidParameter)
        #expect(self.run([("", 1)]).rejection == .invalidParameter)
        #expect(self.run([("x", 0)]).rejection == .invalidParameter)
        #expect(
            self.run([("x", 1), ("y", -1)]).details["errors"]?.array?.first?["pointer"] == .string("/items/1/amount")
        )
        #expect(self.run((0...10_000).map { ("\($0)", 1) }).rejection == .invalidParameter)
        let command = Command.runReconciliation(RunReconciliation(provider: "bank", from: 0, to: 1, items: []))
        #expect(self.bench.run(command, by: self.bench.admin([.super, .operations])).rejection == .roleForbidden)
        #expect(self.bench.run(command, by: self.member).rejection == .roleForbidden)
    }

    @Test
    func anItemIsResolvedOnce() {
        _ = self.run([("a", 1), ("b", 2), ("c", 3)])
        let items = self.bench.set.reconItems.inserted.map(\.id)
        func resolve(_ index: Int, _ state: ReconState, _ reason: String? = nil, _ seq: Int64? = nil) -> Outcome {
            let command = ResolveReconItem(itemID: items[index], state: state, reason: reason, transferSeq: seq)
            return self.bench.run(.resolveReconItem(command), by: self.finance)
        }
        #expect(resolve(0, .unmatched).rejection == .invalidParameter)
        #expect(resolve(0, .ignored).rejection == .invalidParameter)
        #expect(resolve(0, .adjusted).rejection == .invalidParameter)
        #expect(resolve(0, .matched, nil, 1).rejection == .invalidParameter)
        #expect(resolve(0, .adjusted, nil, 99).rejection == .notFound)
        #expect(resolve(0, .ignored, "a test payment").status == 200)
        #expect(self.bench.actions == ["recon.ignored"])
        #expect(resolve(0, .matched).rejection == .invalidTransition)
        #expect(resolve(1, .matched).status == 200)
        _ = self.bench.deposit(self.member, 3)
        let deposit = self.bench.transfers[0].seq
        #expect(resolve(2, .adjusted, nil, deposit).rejection == .invalidParameter)
        self.bench.fund(.wallet, self.member.id, 3)
        #expect(resolve(2, .adjusted, nil, deposit + 1).status == 200)
        #expect(self.bench.set.reconItems[items[2]]?.transferSeq == deposit + 1)
        let other = Command.resolveReconItem(ResolveReconItem(itemID: items[2], state: .matched))
        #expect(self.bench.run(other, by: .system).rejection == .roleForbidden)
        let none = Command.resolveReconItem(ResolveReconItem(itemID: self.bench.id(), state: .matched))
        #expect(self.bench.run(none, by: self.finance).rejection == .notFound)
    }
}
