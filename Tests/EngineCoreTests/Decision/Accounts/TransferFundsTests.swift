import EngineCore
import Testing

@Suite
struct TransferFundsTests {
    private let external = AccountRef(ledgerID: 1, kind: .externalIn)

    private func wallet(_ id: ID, ledger: Int16 = 1) -> AccountRef {
        AccountRef(ledgerID: ledger, kind: .wallet, ownerID: id)
    }

    @Test
    func twoBalancesOneTransferAndOneEventComeOfIt() {
        let bench = DecisionBench()
        bench.addLedger()
        let member = bench.id()
        let reference = bench.id()
        let outcome = bench.run(
            .transferFunds(TransferFunds(from: self.external, to: self.wallet(member), amount: 700, refID: reference))
        )
        #expect(outcome.status == 200)
        #expect(outcome.body == Array(#"{"transfer":1}"#.utf8))
        #expect(bench.balance(.wallet, member) == 700)
        #expect(bench.balance(.externalIn) == -700)
        #expect(bench.transfers.map(\.refID) == [reference])
        #expect(bench.transfers.map(\.debitAfter) == [-700])
        #expect(bench.transfers.map(\.creditAfter) == [700])
        #expect(bench.actions == ["transfer.posted"])
        #expect(bench.events.map(\.after) == [#"{"amount":700,"transfer":1}"#])
        #expect(bench.events.map(\.scopeID) == [member])
    }

    @Test
    func aKeyUsedTwiceInOneBatchMovesMoneyOnce() {
        let bench = DecisionBench()
        bench.addLedger()
        let member = bench.id()
        let command = TransferFunds(from: self.external, to: self.wallet(member), amount: 5, refID: member)
        let outcomes = bench.batch([
            bench.request(.transferFunds(command), key: "same"), bench.request(.transferFunds(command), key: "same"),
        ])
        #expect(outcomes[0].body == outcomes[1].body)
        #expect(outcomes[1].isReplayed)
        #expect(bench.balance(.wallet, member) == 5)
    }

    @Test
    func nobodyButTheSystemTransfers() {
        let bench = DecisionBench()
        bench.addLedger()
        let command = TransferFunds(from: self.external, to: self.wallet(bench.id()), amount: 5, refID: bench.id())
        #expect(bench.run(.transferFunds(command), by: bench.admin([.super, .finance])).rejection == .roleForbidden)
        #expect(bench.run(.transferFunds(command), by: bench.member()).rejection == .roleForbidden)
    }

    @Test
    func whatCannotBeATransferIsRefused() {
        let bench = DecisionBench()
        bench.addLedger()
        bench.addLedger(2, currency: "EUR")
        let member = bench.id()
        func answer(_ from: AccountRef, _ to: AccountRef, _ amount: Int64) -> Rejection.Code? {
            bench.run(.transferFunds(TransferFunds(from: from, to: to, amount: amount, refID: member))).rejection
        }
        #expect(answer(self.external, self.wallet(member, ledger: 2), 1) == .currencyMismatch)
        #expect(answer(self.external, self.external, 1) == .invalidParameter)
        #expect(answer(self.external, self.wallet(.nil), 1) == .invalidParameter)
        #expect(
            answer(AccountRef(ledgerID: 1, kind: .revenue, ownerID: member), self.wallet(member), 1)
                == .invalidParameter
        )
        #expect(answer(AccountRef(ledgerID: 9, kind: .revenue), self.wallet(member, ledger: 9), 1) == .notFound)
        #expect(answer(self.external, self.wallet(member), 0) == .amountOutOfRange)
        #expect(answer(self.external, self.wallet(member), -1) == .amountOutOfRange)
        #expect(answer(self.external, self.wallet(member), 1_000_000_000_000_001) == .amountOutOfRange)
        #expect(answer(self.wallet(member), self.external, 1) == .insufficientFunds)
        #expect(answer(self.external, self.wallet(member), 1_000_000_000_000_000) == nil)
    }
}
