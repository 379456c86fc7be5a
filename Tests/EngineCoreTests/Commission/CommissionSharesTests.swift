import EngineCore
import Testing

@Suite("Commission shares") struct CommissionSharesTests {
    private static let first = ID(high: 1, low: 1)
    private static let second = ID(high: 2, low: 2)

    private func upline(_ tiers: Int16...) -> Upline {
        Upline(zip([Self.first, Self.second, ID(high: 3, low: 3)], tiers).map { Upline.Entry(agentID: $0, tier: $1) })
    }

    private func amounts(_ rates: PlanRates, _ base: Int64, _ upline: Upline, closed: Set<ID> = []) -> [Int16: Int64] {
        let shares = rates.shares(of: base, among: upline, skipping: closed.contains)
        return Dictionary(uniqueKeysWithValues: shares.map { ($0.level, $0.amount) })
    }

    @Test("engine.md section 6: base 999 at 50000 and 20000 ppm accrues 49 and 19")
    func example() {
        #expect(self.amounts(.unilevel([50_000, 20_000]), 999, self.upline(1, 1)) == [1: 49, 2: 19])
    }

    @Test("unilevel ends with the array, with the upline, and at two levels")
    func unilevelEnds() {
        #expect(self.amounts(.unilevel([50_000]), 1_000, self.upline(1, 1)) == [1: 50])
        #expect(self.amounts(.unilevel([50_000, 20_000]), 1_000, self.upline(1)) == [1: 50])
        #expect(self.amounts(.unilevel([50_000, 20_000]), 1_000, self.upline(1, 1, 1)) == [1: 50, 2: 20])
        #expect(self.amounts(.unilevel([50_000, 20_000]), 1_000, Upline([])) == [:])
    }

    @Test("a skipped agent's share stays with the platform: levels do not move up")
    func skipped() {
        let rates = PlanRates.unilevel([50_000, 20_000])
        #expect(self.amounts(rates, 1_000, self.upline(1, 1), closed: [Self.first]) == [2: 20])
        #expect(self.amounts(rates, 1_000, self.upline(1, 1), closed: [Self.second]) == [1: 50])
        let tiers = PlanRates.differential([1: 30_000, 2: 50_000])
        #expect(self.amounts(tiers, 1_000, self.upline(1, 2), closed: [Self.first]) == [2: 20])
    }

    @Test("differential pays what a tier adds to those below it")
    func differential() {
        let rates = PlanRates.differential([1: 30_000, 2: 50_000])
        #expect(self.amounts(rates, 999, self.upline(1, 2)) == [1: 29, 2: 49 - 29])
        #expect(self.amounts(rates, 999, self.upline(2, 1)) == [1: 49])
        #expect(self.amounts(rates, 999, self.upline(2, 2)) == [1: 49])
        #expect(self.amounts(rates, 999, self.upline(9, 1)) == [2: 29])
    }

    @Test("shares of the largest amount do not overflow, and shares of nothing are left out")
    func bounds() {
        #expect(self.amounts(.unilevel([1_000_000]), Amount.limit, self.upline(1)) == [1: Amount.limit])
        #expect(self.amounts(.unilevel([999_999]), 1, self.upline(1)) == [:])
    }
}
