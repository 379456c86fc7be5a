import LogPipeline
import Testing

@Suite struct CallSiteLimiterTests {
    let second: UInt64 = 1_000_000_000
    let site = CallSiteLimiter.Site(file: "A.swift", line: 1)

    @Test func tenRecordsPassAtOnceAndThenOneASecond() {
        var limiter = CallSiteLimiter()
        let start = 5 * self.second
        for _ in 0..<10 { #expect(limiter.recordOffered(self.site, now: start) == .pass(suppressed: 0)) }
        for _ in 0..<7 { #expect(limiter.recordOffered(self.site, now: start) == .suppress) }
        #expect(limiter.recordOffered(self.site, now: start + self.second - 1) == .suppress)
        #expect(limiter.recordOffered(self.site, now: start + self.second) == .pass(suppressed: 8))
        #expect(limiter.recordOffered(self.site, now: start + self.second) == .suppress)
        #expect(limiter.recordOffered(self.site, now: start + 2 * self.second) == .pass(suppressed: 1))
    }

    @Test func aQuietSiteHasItsWholeBurstAgain() {
        var limiter = CallSiteLimiter()
        for _ in 0..<20 { _ = limiter.recordOffered(self.site, now: 0) }
        let later = 60 * self.second
        #expect(limiter.recordOffered(self.site, now: later) == .pass(suppressed: 10))
        for _ in 0..<9 { #expect(limiter.recordOffered(self.site, now: later) == .pass(suppressed: 0)) }
        #expect(limiter.recordOffered(self.site, now: later) == .suppress)
    }

    @Test func sitesDoNotDisturbEachOther() {
        var limiter = CallSiteLimiter()
        for _ in 0..<20 { _ = limiter.recordOffered(self.site, now: 0) }
        #expect(limiter.recordOffered(.init(file: "A.swift", line: 2), now: 0) == .pass(suppressed: 0))
        #expect(limiter.recordOffered(.init(file: "B.swift", line: 1), now: 0) == .pass(suppressed: 0))
    }

    @Test func aSilentSiteIsReportedAfterTenSeconds() {
        var limiter = CallSiteLimiter()
        for _ in 0..<13 { _ = limiter.recordOffered(self.site, now: 0) }
        #expect(limiter.takeSilentSites(now: 9 * self.second).isEmpty)
        let found = limiter.takeSilentSites(now: 10 * self.second)
        #expect(found.map(\.suppressed) == [3])
        #expect(found.first?.site == self.site)
        #expect(limiter.takeSilentSites(now: 20 * self.second).isEmpty)
        #expect(limiter.recordOffered(self.site, now: 20 * self.second) == .pass(suppressed: 0))
    }

    @Test func theEndTakesEverything() {
        var limiter = CallSiteLimiter()
        for _ in 0..<13 { _ = limiter.recordOffered(self.site, now: 0) }
        #expect(limiter.takeSilentSites(now: 0, all: true).map(\.suppressed) == [3])
    }

    @Test func madeUpSitesShareOneBucket() {
        var limiter = CallSiteLimiter()
        let limit = UInt(CallSiteLimiter.siteLimit)
        for line in 0..<limit { _ = limiter.recordOffered(.init(file: "A", line: line), now: 0) }
        for line in 0..<10 {
            #expect(limiter.recordOffered(.init(file: "B", line: UInt(line)), now: 0) == .pass(suppressed: 0))
        }
        #expect(limiter.recordOffered(.init(file: "B", line: 11), now: 0) == .suppress)
        #expect(limiter.recordOffered(.init(file: "A", line: 3), now: 0) == .pass(suppressed: 0))
    }
}
