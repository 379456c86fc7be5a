import EngineCore
import Testing

/// T10, the arithmetic: whatever is sold, shared and refunded in whatever parts, sums are exact.
@Suite("Commission arithmetic holds for all amounts") struct CommissionPropertyTests {
    @Test("amounts 1 to 10000, random rates and refunds: never above the cap, exact, zero at the end")
    func allAmounts() {
        let seed = UInt64.random(in: .min ... .max)
        let random = SplitMix(seed: seed)
        for base in Int64(1)...10_000 {
            let mode: PlanMode = random.next() & 1 == 0 ? .unilevel : .differential
            let rates = self.rates(mode, random)
            let upline = Upline([
                Upline.Entry(agentID: ID(high: 0, low: 1), tier: Int16(random.number(1...3))),
                Upline.Entry(agentID: ID(high: 0, low: 2), tier: Int16(random.number(1...3))),
            ])
            let shares = rates.shares(of: base, among: upline) { _ in false }
            let sum = shares.reduce(0) { $0 + $1.amount }
            let cap = Amount.share(of: base, ppm: Int32(rates.largestShare))
            let isExact = self.isExact(rates, upline, base, sum)
            #expect(sum <= cap && isExact, "seed \(seed) base \(base) \(rates) \(shares)")
            self.refund(shares, base, random, seed)
        }
    }

    private func rates(_ mode: PlanMode, _ random: SplitMix) -> PlanRates {
        switch mode {
        case .unilevel:
            let first = Int32(random.number(0...1_000_000))
            return .unilevel([first, Int32(random.number(0...Int64(1_000_000 - first)))])
        case .differential:
            let rates = (1...3).map { (Int16($0), Int32(random.number(0...1_000_000))) }
            return .differential(Dictionary(uniqueKeysWithValues: rates))
        }
    }

    /// Differential sums telescope to the share of the largest rate reached; unilevel loses less than one unit a level.
    private func isExact(_ rates: PlanRates, _ upline: Upline, _ base: Int64, _ sum: Int64) -> Bool {
        switch rates {
        case .unilevel(let rates):
            return sum == rates.reduce(0) { $0 + base * Int64($1) / 1_000_000 }
        case .differential(let rates):
            let largest = upline.entries.map { rates[$0.tier] ?? 0 }.max() ?? 0
            return sum == base * Int64(largest) / 1_000_000
        }
    }

    /// Refunds the line in random parts, to the last unit.
    private func refund(_ shares: [CommissionShare], _ base: Int64, _ random: SplitMix, _ seed: UInt64) {
        var commissions = shares.map { share in
            Commission(
                orderID: .nil,
                line: 1,
                level: share.level,
                agentID: share.agentID,
                ratePpm: share.ratePpm,
                base: base,
                accrued: share.amount,
                reversed: 0,
                state: .held
            )
        }
        var refunded: Int64 = 0
        while refunded < base {
            refunded += random.number(1...(base - refunded))
            for index in commissions.indices {
                commissions[index].reversed += commissions[index].clawback(refunded: refunded, of: base)
                let kept = commissions[index].outstanding
                let expected = commissions[index].accrued - commissions[index].accrued * refunded / base
                #expect(kept == expected, "seed \(seed) base \(base) refunded \(refunded)")
            }
        }
        #expect(commissions.allSatisfy { $0.outstanding == 0 }, "seed \(seed) base \(base)")
    }
}
