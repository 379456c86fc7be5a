import EngineCore
import Testing

/// T23: a provider's report against our deposits.
@Suite struct ReconciliationTests {
    @Test(arguments: ConformanceTarget.allCases)
    func missingExtraDifferentAndDuplicateItemsAreFound(_ target: ConformanceTarget) throws {
        let shop = try SmallShop(target)
        let bench = shop.bench
        let from = bench.now
        for name in ["same", "missing", "different", "twice"] {
            try bench.deposit(100, to: shop.member, external: name)
        }
        let run = RunReconciliation(
            provider: "bank",
            from: from,
            to: bench.now + 1,
            items: [
                ReportedItem(externalID: "same", amount: 100), ReportedItem(externalID: "different", amount: 101),
                ReportedItem(externalID: "twice", amount: 100), ReportedItem(externalID: "twice", amount: 100),
                ReportedItem(externalID: "extra", amount: 7),
            ]
        )
        let reply = try bench.done(.runReconciliation(run), by: shop.finance)
        let counts = ["matched", "missing", "extra", "different-amount", "duplicate"].map { reply[$0]?.int }
        #expect(counts == [2, 1, 1, 1, 1])
        let items = try bench.database.rows(ReconItem.self)
        let open = items.filter { $0.state == .unmatched }
        #expect(Set(open.map(\.externalID)) == ["missing", "different", "twice", "extra"])
        #expect(Set(open.compactMap(\.reason)) == ["missing", "different-amount", "duplicate", "extra"])
    }

    @Test(arguments: ConformanceTarget.allCases)
    func anOpenItemIsResolvedOnce(_ target: ConformanceTarget) throws {
        let shop = try SmallShop(target)
        let bench = shop.bench
        let items = [ReportedItem(externalID: "extra", amount: 7)]
        let run = RunReconciliation(provider: "bank", from: 0, to: bench.now, items: items)
        try bench.done(.runReconciliation(run))
        let item = try #require(try bench.database.rows(ReconItem.self).first)
        try bench.refused(
            .invalidParameter,
            .resolveReconItem(ResolveReconItem(itemID: item.id, state: .ignored)),
            by: shop.finance
        )
        let ignore = Command.resolveReconItem(
            ResolveReconItem(itemID: item.id, state: .ignored, reason: "test payment")
        )
        try bench.done(ignore, by: shop.finance)
        try bench.refused(.invalidTransition, ignore, by: shop.finance)
        #expect(try bench.database.rows(ReconItem.self).map(\.state) == [.ignored])
    }

    /// The provider takes a deposit back that was spent: suspense pays, the member stops, an item waits.
    @Test(arguments: ConformanceTarget.allCases)
    func aReversedDepositThatWasSpentLeavesAnItem(_ target: ConformanceTarget) throws {
        let shop = try SmallShop(target)
        let bench = shop.bench
        let deposit = try bench.deposit(1_200, to: shop.member, external: "e1")
        _ = try shop.paidOrder()
        try bench.done(.reverseDeposit(ReverseDeposit(requestID: deposit)))
        #expect(try bench.account(.wallet, shop.member.id)?.balance == 0)
        #expect(try bench.account(.suspense)?.balance == -999)
        #expect(try bench.account(.externalIn)?.balance == 0)
        #expect(try bench.database.rows(Principal.self).first { $0.id == shop.member.id }?.status == .suspended)
        let item = try #require(try bench.database.rows(ReconItem.self).first)
        #expect(item.amount == 999 && item.state == .unmatched)
        try bench.refused(
            .accountSuspended,
            .initiateDeposit(InitiateDeposit(ledgerID: 1, amount: 5, provider: "bank")),
            by: shop.member
        )
        try bench.expectBalance()
    }
}
