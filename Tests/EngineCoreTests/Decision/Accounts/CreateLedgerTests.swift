import EngineCore
import Testing

@Suite
struct CreateLedgerTests {
    private func answer(_ bench: DecisionBench, _ id: Int16, _ currency: String, _ scale: Int16 = 2) -> Outcome {
        bench.run(.createLedger(CreateLedger(id: id, currency: currency, scale: scale)))
    }

    @Test
    func aLedgerIsMadeOnceWithOneEvent() {
        let bench = DecisionBench()
        #expect(self.answer(bench, 1, "USD").status == 201)
        #expect(bench.actions == ["ledger.created"])
        #expect(bench.set.ledgers[1]?.currency == "USD")
        #expect(self.answer(bench, 1, "EUR").rejection == .invalidTransition)
        #expect(self.answer(bench, 2, "USD").rejection == .invalidTransition)
        #expect(self.answer(bench, 2, "EUR").status == 201)
    }

    @Test(arguments: ["", "US", "usd", "U$D", "ABCDEFGHIJKLM", "ÄÖÜ"])
    func whatIsNoCurrencyIsRefused(_ currency: String) {
        #expect(self.answer(DecisionBench(), 1, currency).rejection == .invalidParameter)
    }

    @Test
    func numbersOutOfRangeAreRefused() {
        let bench = DecisionBench()
        #expect(self.answer(bench, 0, "USD").rejection == .invalidParameter)
        #expect(self.answer(bench, -1, "USD").rejection == .invalidParameter)
        #expect(self.answer(bench, 1, "USD", -1).rejection == .invalidParameter)
        #expect(self.answer(bench, 1, "USD", 9).rejection == .invalidParameter)
    }

    @Test
    func nobodyButTheSystemMakesLedgers() {
        let bench = DecisionBench()
        let command = Command.createLedger(CreateLedger(id: 1, currency: "USD", scale: 2))
        #expect(bench.run(command, by: bench.admin(.super)).rejection == .roleForbidden)
    }
}
