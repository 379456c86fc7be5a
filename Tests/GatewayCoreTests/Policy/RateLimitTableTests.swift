import GatewayCore
import Testing

@Suite struct RateLimitTableTests {
    private let second: UInt64 = 1_000_000_000

    @Test func keysAreLimitedOnTheirOwn() {
        let table = RateLimitTable()
        let rule = GCRA(limit: 1, per: self.second, burst: 1)
        for key in 1...100 as ClosedRange<UInt64> {
            let hashed = key &* 0x9E37_79B9_7F4A_7C15
            #expect(table.decide(rule, policy: 0, key: hashed, now: self.second).isAllowed)
            #expect(!table.decide(rule, policy: 0, key: hashed, now: self.second).isAllowed)
        }
        #expect(table.trackedKeys(now: self.second)[0] == 100)
        #expect(table.trackedKeys(now: 3 * self.second)[0] == 0)
    }

    @Test func twoThreadsAdmitNoMoreThanTheBurst() async {
        let table = RateLimitTable()
        let rule = GCRA(limit: 1, per: 3_600 * self.second, burst: 1_000)
        let now = self.second
        let admitted = await withTaskGroup(of: Int.self) { tasks in
            for _ in 0..<4 {
                tasks.addTask {
                    (0..<2_000).count { _ in table.decide(rule, policy: 0, key: 64 * 77, now: now).isAllowed }
                }
            }
            return await tasks.reduce(0, +)
        }
        #expect(admitted == 1_000)
    }

    @Test func aFloodOfKeysTakesCellsNotMemory() {
        let table = RateLimitTable()
        let rule = GCRA(limit: 1, per: 60 * self.second, burst: 1)
        var random = RandomSource(seed: 7)
        for _ in 0..<400_000 { _ = table.decide(rule, policy: 1, key: random.next(), now: self.second) }
        #expect(table.trackedKeys(now: self.second)[1] <= RateLimitTable.cellCount)
    }
}
