import GatewayCore
import NIOCore
import NIOEmbedded
import Synchronization
import Telemetry
import Testing

/// Who shares a gather, who waits, who is refused (telemetry.md section 1, "Scrape").
@Suite struct ScrapeDeskTests {
    /// The gathers that were begun, to be ended by the test.
    private final class Gathers: Sendable {
        let open = Mutex<[(key: ScrapeKey, body: EventLoopPromise<ScrapeBody>)]>([])
        var count: Int { self.open.withLock { $0.count } }
    }

    private let loop = EmbeddedEventLoop()
    private let gathers = Gathers()
    private let desk: ScrapeDesk
    private let registry = MetricRegistry(names: NameTable())

    init() {
        let (loop, gathers) = (self.loop, self.gathers)
        self.desk = ScrapeDesk(loop: loop, limit: .seconds(10)) { key in
            let body = loop.makePromise(of: ScrapeBody.self)
            gathers.open.withLock { $0.append((key, body)) }
            return body.futureResult
        }
    }

    private func key(_ name: String) -> ScrapeKey { ScrapeKey(format: .text004, coding: .identity, names: [name]) }

    private func end(_ index: Int) throws {
        let gather = self.gathers.open.withLock { $0[index] }
        gather.body.succeed(try ScrapeBody(self.registry, gather.key))
        self.loop.run()
    }

    /// What became of a scrape: nil while it waits.
    private final class Outcome: Sendable {
        let value = Mutex<String?>(nil)

        init(_ body: EventLoopFuture<ScrapeBody>?) {
            guard let body else {
                self.value.withLock { $0 = "refused" }
                return
            }
            body.whenComplete { result in
                self.value.withLock {
                    switch result {
                    case .success: $0 = "body"
                    case .failure(let error): $0 = "\(error)"
                    }
                }
            }
        }

        var text: String? { self.value.withLock { $0 } }
    }

    @Test func theSameScrapesShareOneGather() throws {
        let scrapes = (0..<50).map { _ in self.desk.scrape(self.key("a")) }
        #expect(self.gathers.count == 1)
        #expect(scrapes.map { $0?.isShared } == [false] + Array(repeating: true, count: 49))
        let outcomes = scrapes.map { Outcome($0?.body) }
        try self.end(0)
        #expect(outcomes.allSatisfy { $0.text == "body" })
        #expect(self.desk.scrape(self.key("a"))?.isShared == false, "a later one is gathered anew")
        #expect(self.gathers.count == 2)
        try self.end(1)
    }

    @Test func aDifferentFormatEncodingOrFilterIsAnotherGather() throws {
        let keys = [
            self.key("a"), self.key("b"), ScrapeKey(format: .protobuf, coding: .identity, names: ["a"]),
            ScrapeKey(format: .text004, coding: .gzip, names: ["a"]),
        ]
        for key in keys { #expect(self.desk.scrape(key)?.isShared == false) }
        #expect(self.gathers.count == 4)
        for index in keys.indices { try self.end(index) }
    }

    @Test func oneIsInWorkEightWaitMoreAreRefused() throws {
        let outcomes = (0..<12).map { Outcome(self.desk.scrape(self.key("\($0)"))?.body) }
        #expect(outcomes.map(\.text) == Array(repeating: nil, count: 9) + Array(repeating: "refused", count: 3))
        #expect(self.desk.scrape(self.key("8"))?.isShared == true, "who can share is not refused")
        try self.end(0)
        #expect(outcomes[0].text == "body")
        #expect(self.desk.scrape(self.key("next"))?.isShared == false)
        for index in 1..<10 { try self.end(index) }
    }

    @Test func nobodyWaitsLongerThanTheLimit() throws {
        let slow = [Outcome(self.desk.scrape(self.key("a"))?.body), Outcome(self.desk.scrape(self.key("a"))?.body)]
        self.loop.advanceTime(by: .seconds(9))
        let late = Outcome(self.desk.scrape(self.key("b"))?.body)
        self.loop.advanceTime(by: .milliseconds(999))
        #expect(slow.allSatisfy { $0.text == nil })
        self.loop.advanceTime(by: .milliseconds(1))
        #expect(slow.allSatisfy { $0.text == "tooSlow" })
        #expect(late.text == nil)
        #expect(self.desk.scrape(self.key("a"))?.isShared == false, "what timed out is not shared")
        // The old gather comes back late: its scrapes are answered already, the new one's is not touched.
        let again = Outcome(self.desk.scrape(self.key("a"))?.body)
        try self.end(0)
        #expect(again.text == nil)
        try self.end(2)
        #expect(again.text == "body")
        try self.end(1)
        #expect(late.text == "body")
    }

    @Test func aStuckThreadIsNotGivenMore() throws {
        for _ in 0..<9 {
            #expect(self.desk.scrape(self.key("a")) != nil)
            self.loop.advanceTime(by: .seconds(10))
        }
        #expect(self.desk.scrape(self.key("a")) == nil)
        for index in 0..<9 { try self.end(index) }
    }
}
