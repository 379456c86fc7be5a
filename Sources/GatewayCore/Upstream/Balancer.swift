import Glibc

/// Chooses a target: pure, over what the pool knows of each.
package struct Balancer {
    /// One target as the balancer sees it.
    package struct Candidate: Equatable {
        package var weight: Int
        package var activeCount: Int
        package var isAvailable: Bool
        /// Hash of the target's name, for rendezvous.
        package var identity: UInt64

        package init(weight: Int, activeCount: Int = 0, isAvailable: Bool = true, identity: UInt64 = 0) {
            self.weight = weight
            self.activeCount = activeCount
            self.isAvailable = isAvailable
            self.identity = identity
        }
    }

    private let balance: UpstreamPlan.Balance
    /// Smooth weighted round robin (nginx): the running weight of each target.
    private var running: [Int] = []

    package init(_ balance: UpstreamPlan.Balance) { self.balance = balance }

    /// Chooses the target of one attempt.
    ///
    /// `excluded`: The target of the attempt before, avoided while another is available; -1 for none.
    /// `hash`: The key of `hash` balancing.
    /// - Returns: The index of the target, or nil when none is available.
    package mutating func choose(
        _ candidates: [Candidate],
        excluded: Int,
        hash: UInt64,
        random: inout RandomSource
    ) -> Int? {
        if candidates.count == 1 { return candidates[0].isAvailable ? 0 : nil }
        var avoided = excluded
        if avoided >= 0, !candidates.indices.contains(where: { $0 != excluded && candidates[$0].isAvailable }) {
            avoided = -1
        }
        switch self.balance {
        case .p2c: return Self.powerOfTwo(candidates, avoided, &random)
        case .roundRobin: return self.smoothRoundRobin(candidates, avoided)
        case .hash: return Self.rendezvous(candidates, avoided, hash)
        }
    }

    /// Two draws by weight, the one with fewer requests per weight wins (Mitzenmacher, 2001).
    private static func powerOfTwo(_ candidates: [Candidate], _ avoided: Int, _ random: inout RandomSource) -> Int? {
        guard let first = Self.draw(candidates, avoided, -1, &random) else { return nil }
        guard let second = Self.draw(candidates, avoided, first, &random) else { return first }
        // Cross-multiplied: a/weightA <= b/weightB without division.
        let left = candidates[first].activeCount * candidates[second].weight
        let right = candidates[second].activeCount * candidates[first].weight
        return left <= right ? first : second
    }

    private static func draw(
        _ candidates: [Candidate],
        _ avoided: Int,
        _ taken: Int,
        _ random: inout RandomSource
    ) -> Int? {
        var total = 0
        for index in candidates.indices where index != avoided && index != taken && candidates[index].isAvailable {
            total += candidates[index].weight
        }
        guard total > 0 else { return nil }
        var point = random.below(total)
        for index in candidates.indices where index != avoided && index != taken && candidates[index].isAvailable {
            point -= candidates[index].weight
            if point < 0 { return index }
        }
        return nil
    }

    private mutating func smoothRoundRobin(_ candidates: [Candidate], _ avoided: Int) -> Int? {
        if self.running.count != candidates.count { self.running = Array(repeating: 0, count: candidates.count) }
        var total = 0
        var best = -1
        for index in candidates.indices where index != avoided && candidates[index].isAvailable {
            total += candidates[index].weight
            self.running[index] += candidates[index].weight
            if best < 0 || self.running[index] > self.running[best] { best = index }
        }
        guard best >= 0 else { return nil }
        self.running[best] -= total
        return best
    }

    /// Weighted rendezvous hashing (Thaler and Ravishankar, 1998; weights by −weight / ln(u)): a target that comes or
    /// goes moves only its own keys.
    private static func rendezvous(_ candidates: [Candidate], _ avoided: Int, _ hash: UInt64) -> Int? {
        var best: Int?
        var bestScore = -Double.infinity
        for index in candidates.indices where index != avoided && candidates[index].isAvailable {
            var source = RandomSource(seed: hash ^ candidates[index].identity)
            let unit = (Double(source.next() >> 11) + 0.5) * 0x1p-53
            let score = -Double(candidates[index].weight) / log(unit)
            if score > bestScore { (best, bestScore) = (index, score) }
        }
        return best
    }
}
