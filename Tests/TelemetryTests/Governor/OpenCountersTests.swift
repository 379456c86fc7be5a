import Synchronization
import Telemetry
import TestKit
import Testing

/// Labels from outside: who gets series, who loses them, and that nothing is lost.
@Suite(.timeLimit(.minutes(15))) struct OpenCountersTests {
    private static let cap = 8
    private static let requests = CounterFamily(
        "test_requests_total",
        labels: [.open("consumer", top: cap), .closed("who", Who.self)],
        limit: 100,
        help: "Requests."
    )
    private static let variants = Who.allCases.map { LabelValue.closed($0) }

    private let clock = TestClock()
    private let registry: MetricRegistry
    private let writer: MetricWriter
    private let counters: OpenCounters

    init() {
        let clock = self.clock
        var limits = RegistryLimits()
        limits.idleMilliseconds = .max / 2
        self.registry = MetricRegistry(names: NameTable(), limits: limits, uptime: { clock.now })
        self.writer = self.registry.makeWriter()
        self.counters = self.writer.openCounters(Self.requests, variants: Self.variants)
    }

    private func add(_ text: String, _ count: Int = 1) { self.add(Array(text.utf8), count) }

    private func add(_ bytes: [UInt8], _ count: Int = 1) {
        bytes.withUnsafeBytes { for _ in 0..<count { self.counters.add($0) } }
    }

    private func sample(_ text: String) -> String? {
        Scrape(self.registry)["test_requests_total{consumer=\"\(text)\",who=\"none\"}"]
    }

    /// The values that have series, without `_other`.
    private func admitted() -> Set<String> {
        let samples = Scrape(self.registry).samples(of: "test_requests_total{").keys
        return Set(samples.compactMap { $0.split(separator: "\"").dropFirst().first.map(String.init) })
            .subtracting(["_other"])
    }

    private func round() {
        self.clock.advance(milliseconds: MetricRegistry.governInterval)
        self.registry.govern()
    }

    @Test func aValueHasSeriesFromTheNextRoundOn() {
        self.add("alice", 3)
        #expect(self.sample("alice") == nil && self.sample("_other") == "3")
        self.round()
        self.add("alice", 2)
        self.add("bob")
        #expect(self.sample("alice") == "2" && self.sample("_other") == "4" && self.sample("bob") == nil)
        #expect(Scrape(self.registry).total(of: "test_requests_total") == 6)
    }

    @Test func itIsDecidedEveryTenSeconds() {
        self.add("alice")
        self.clock.advance(milliseconds: MetricRegistry.governInterval - 1)
        self.registry.govern()
        self.add("alice")
        #expect(self.sample("alice") == nil)
        self.clock.advance(milliseconds: 1)
        self.registry.govern()
        self.add("alice")
        #expect(self.sample("alice") == "1")
    }

    @Test func otherLabelsStayExact() {
        for who in Who.allCases.indices {
            Array("alice".utf8).withUnsafeBytes { self.counters.add($0, variant: who, UInt64(who) + 1) }
        }
        let scrape = Scrape(self.registry)
        for (index, who) in Who.allCases.enumerated() {
            let sample = "test_requests_total{consumer=\"_other\",who=\"\(who.labelText)\"}"
            #expect(scrape[sample] == "\(index + 1)")
        }
    }

    @Test func exactlySoManyAreAdmitted() {
        for index in 0..<Self.cap { self.add("value-\(index)", 20) }
        self.add("one more", 19)
        self.round()
        for index in 0..<Self.cap { self.add("value-\(index)") }
        self.add("one more")
        #expect(self.admitted() == Set((0..<Self.cap).map { "value-\($0)" }))
        #expect(self.sample("_other") == "\(Self.cap * 20 + 20)")
    }

    @Test func noiseDoesNotTakeThePlaces() {
        for index in 0..<2_000 {
            self.add("noise-\(index)")
            if index % 100 == 0 { self.add("alice", 10) }
        }
        self.round()
        for index in 0..<2_000 { self.add("noise-\(index)") }
        self.add("alice")
        #expect(self.admitted() == ["alice"])
    }

    @Test func textsOfOurOwnAreNotGivenAway() {
        self.add("_other", 5)
        self.add("", 5)
        self.round()
        self.add("_other")
        self.add("")
        #expect(self.admitted() == [] && self.sample("_other") == "12")
    }

    @Test func bytesThatAreNoTextCannotForgeASeries() {
        let bytes: [UInt8] = Array("a\"} 1\nforged_total{x=\"".utf8) + [0xFF, 0xC3]
        let (first, second) = (bytes + [0xFE], bytes + [0xFD])
        self.add(first, 5)
        self.add(second, 3)
        self.round()
        self.add(first, 5)
        self.add(second, 3)
        let text = "a\\\"} 1\\nforged_total{x=\\\"\u{FFFD}\u{FFFD}\u{FFFD}"
        #expect(self.sample(text) == "5", "the first of those that read alike")
        #expect(self.sample("_other") == "11")
    }

    @Test func aValueLeavesAfterAnHourOutOfTheFirst2K() {
        self.add("alice", 5)
        self.round()
        self.add("alice", 2)
        self.round()
        #expect(self.sample("alice") == "2")
        // Fades below half of one request, and an hour begins.
        while self.clock.now < 1_000_000 + 3_600_000 { self.round() }
        #expect(self.sample("alice") == "2")
        for _ in 0..<100 { self.round() }
        #expect(self.sample("alice") == "2", "the writer may have a handle")
        self.writer.acknowledge()
        _ = Scrape(self.registry)
        #expect(self.sample("alice") == nil)
        #expect(Scrape(self.registry)["metrics_series_expired_total{family=\"test_requests_total\"}"] == "1")
        self.add("alice")
        #expect(self.sample("_other") == "6")
    }

    @Test func whoComesBackBeginsAtZeroInAUsedSlot() {
        self.add("alice", 5)
        self.round()
        self.add("alice", 2)
        for _ in 0..<600 { self.round() }
        self.writer.acknowledge()
        for _ in 0..<3 { _ = Scrape(self.registry) }
        #expect(self.sample("alice") == nil)
        self.add("bob", 9)
        self.round()
        self.add("bob")
        #expect(self.sample("bob") == "1")
    }

    /// Values change places while threads record, the governor decides and scrapes free slots.
    ///
    /// With small steps of the clock no series leaves, so nothing at all may be missing at the end.
    @Test(arguments: [1, UInt64.random(in: 0 ... .max)], [10 as UInt64, 2_000_000])
    func nothingIsLostWhileSeriesComeAndGo(seed: UInt64, step: UInt64) {
        let registry = self.registry
        let clock = self.clock
        let running = Atomic<Int>(3)
        let perThread = 40_000
        let threads = (0..<3).map { number in
            TestThread {
                let writer = registry.makeWriter()
                let counters = writer.openCounters(Self.requests, variants: Self.variants)
                var generator = SeededGenerator(seed: seed &+ UInt64(number))
                for index in 0..<perThread {
                    // Whoever is frequent now is not later.
                    let text = "value-\(index / 4_000 * 10 + Int(generator.next() % 12))"
                    Array(text.utf8).withUnsafeBytes { counters.add($0, variant: Int(generator.next() % 7)) }
                    if index % 100 == 0 { writer.acknowledge() }
                }
                writer.acknowledge()
                running.wrappingSubtract(1, ordering: .releasing)
            }
        }
        var total: UInt64 = 0
        var freed: UInt64 = 0
        while running.load(ordering: .acquiring) > 0 {
            clock.advance(milliseconds: step)
            registry.governNow()
            let scrape = Scrape(registry)
            let now = scrape.total(of: "test_requests_total")
            let expired = scrape.total(of: "metrics_series_expired_total{family=\"test_requests_total\"}")
            // What a freed series had counted is gone with it; nothing else may be missing.
            if expired == freed { #expect(now >= total, "seed \(seed)") }
            (total, freed) = (now, expired)
            #expect(scrape.samples(of: "test_requests_total").count <= 100, "seed \(seed)")
        }
        for thread in threads { thread.join() }
        if step == 10 {
            #expect(freed == 0)
            #expect(Scrape(registry).total(of: "test_requests_total") == UInt64(3 * perThread), "seed \(seed)")
        }
    }
}
