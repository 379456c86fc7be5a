import Synchronization

/// The local store of rate limits: a fixed table shared by all shards, compare-and-swap, no lock (security.md section 8).
///
/// A key has 8 cells to live in. A cell whose time has passed is free; when none is, the oldest one is taken, so a flood
/// of keys costs accuracy and never memory.
package final class RateLimitTable: Sendable {
    package static let cellCount = 131_072
    private static let probeCount = 8
    /// Policies that are told apart: a tag's low bits; 0 is an empty cell.
    private static let policyCount = 64

    // Two words per cell: tag, arrival. Every access is atomic.
    private nonisolated(unsafe) let cells: UnsafeMutablePointer<Atomic<UInt64>>

    package init() {
        self.cells = .allocate(capacity: Self.cellCount * 2)
        for index in 0..<Self.cellCount * 2 { (self.cells + index).initialize(to: Atomic(0)) }
    }

    deinit {
        self.cells.deinitialize(count: Self.cellCount * 2)
        self.cells.deallocate()
    }

    /// Decides and books one request.
    ///
    /// `policy`: The index of the policy, kept in the cell so that keys can be counted per policy.
    /// `key`: A hash of policy and client; the same key always meets the same cell.
    package func decide(_ rule: GCRA, policy: Int, key: UInt64, now: UInt64, cost: UInt64 = 1) -> GCRA.Decision {
        let tag = key & ~UInt64(Self.policyCount - 1) | UInt64(policy % (Self.policyCount - 1) + 1)
        let cell = self.cell(for: tag, now: now)
        while true {
            let kept = cell.pointee.load(ordering: .relaxed)
            let decision = rule.decide(arrival: kept, now: now, cost: cost)
            if !decision.isAllowed { return decision }
            let swap = cell.pointee.compareExchange(expected: kept, desired: decision.arrival, ordering: .relaxed)
            if swap.exchanged { return decision }
        }
    }

    /// Keys whose time has not passed, by policy.
    package func trackedKeys(now: UInt64) -> [Int] {
        var counts = Array(repeating: 0, count: Self.policyCount - 1)
        for index in 0..<Self.cellCount where self.cells[index * 2 + 1].load(ordering: .relaxed) > now {
            let policy = Int(self.cells[index * 2].load(ordering: .relaxed) & UInt64(Self.policyCount - 1))
            if policy > 0 { counts[policy - 1] += 1 }
        }
        return counts
    }

    /// The word that holds the key's time: its own cell, or the one it takes.
    private func cell(for tag: UInt64, now: UInt64) -> UnsafeMutablePointer<Atomic<UInt64>> {
        let home = Int(truncatingIfNeeded: (tag &* 0x9E37_79B9_7F4A_7C15) >> 40)
        while true {
            var victim = 0
            var victimTag: UInt64 = 0
            var oldest = UInt64.max
            for probe in 0..<Self.probeCount {
                let index = (home + probe) & (Self.cellCount - 1)
                let found = self.cells[index * 2].load(ordering: .relaxed)
                if found == tag { return self.cells + (index * 2 + 1) }
                let arrival = found == 0 ? 0 : self.cells[index * 2 + 1].load(ordering: .relaxed)
                // An expired cell counts as empty; the first of them wins.
                let age = arrival <= now ? 0 : arrival
                if age < oldest { (victim, victimTag, oldest) = (index, found, age) }
            }
            let claim = self.cells[victim * 2].compareExchange(expected: victimTag, desired: tag, ordering: .relaxed)
            if claim.exchanged {
                self.cells[victim * 2 + 1].store(0, ordering: .relaxed)
                return self.cells + (victim * 2 + 1)
            }
        }
    }
}
