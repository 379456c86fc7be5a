import GatewayCore
import Testing

@Suite struct BalancerTests {
    private func candidates(_ weights: [Int]) -> [Balancer.Candidate] {
        weights.enumerated().map { .init(weight: $1, identity: UInt64($0 + 1) &* 0x9E37_79B9_7F4A_7C15) }
    }

    private func counts(_ balance: UpstreamPlan.Balance, _ weights: [Int], draws: Int) -> [Int] {
        var balancer = Balancer(balance)
        var random = RandomSource(seed: 42)
        var counts = Array(repeating: 0, count: weights.count)
        let candidates = self.candidates(weights)
        for draw in 0..<draws {
            var key = RandomSource(seed: UInt64(draw))
            let chosen = balancer.choose(candidates, excluded: -1, hash: key.next(), random: &random)
            if let chosen { counts[chosen] += 1 }
        }
        return counts
    }

    @Test func roundRobinFollowsWeightsExactly() {
        #expect(self.counts(.roundRobin, [3, 1, 2], draws: 600) == [300, 100, 200])
    }

    @Test func hashFollowsWeightsNearly() {
        let counts = self.counts(.hash, [1, 2, 1], draws: 40_000)
        #expect(abs(counts[1] - 20_000) < 800)
        #expect(abs(counts[0] - 10_000) < 800)
    }

    @Test func hashMovesOnlyTheKeysOfALostTarget() {
        var balancer = Balancer(.hash)
        var random = RandomSource(seed: 1)
        let all = self.candidates([1, 1, 1, 1])
        var without = all
        without[2].isAvailable = false
        for key in 0..<5_000 {
            var source = RandomSource(seed: UInt64(key))
            let hash = source.next()
            let before = balancer.choose(all, excluded: -1, hash: hash, random: &random)
            let after = balancer.choose(without, excluded: -1, hash: hash, random: &random)
            if before != 2 { #expect(before == after) } else { #expect(after != 2) }
        }
    }

    @Test func p2cPrefersTheLessLoadedTarget() {
        var balancer = Balancer(.p2c)
        var random = RandomSource(seed: 3)
        var candidates = self.candidates([1, 1])
        candidates[0].activeCount = 10
        for _ in 0..<100 {
            #expect(balancer.choose(candidates, excluded: -1, hash: 0, random: &random) == 1)
        }
    }

    @Test(arguments: UpstreamPlan.Balance.allCases)
    func theExcludedTargetIsAvoidedWhileThereIsAnother(balance: UpstreamPlan.Balance) {
        var balancer = Balancer(balance)
        var random = RandomSource(seed: 4)
        var candidates = self.candidates([5, 1])
        for key in 0..<50 {
            #expect(balancer.choose(candidates, excluded: 0, hash: UInt64(key), random: &random) == 1)
        }
        candidates[1].isAvailable = false
        #expect(balancer.choose(candidates, excluded: 0, hash: 9, random: &random) == 0)
        candidates[0].isAvailable = false
        #expect(balancer.choose(candidates, excluded: -1, hash: 9, random: &random) == nil)
    }
}
