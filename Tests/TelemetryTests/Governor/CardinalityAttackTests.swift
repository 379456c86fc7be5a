import Telemetry
import TestKit
import Testing

/// One million values from outside: memory stays, totals stay exact, and who is frequent is found.
@Suite(.timeLimit(.minutes(15))) struct CardinalityAttackTests {
    private static let cap = 100
    private static let count = 1_000_000
    private static let requests = CounterFamily(
        "test_requests_total",
        labels: [.open("consumer", top: cap), .closed("who", Who.self)],
        limit: 800,
        help: "Requests."
    )

    private struct Memory: Equatable {
        var series: UInt64
        var bytes: UInt64

        init(_ scrape: Scrape) {
            self.series = scrape.total(of: "metrics_series{")
            self.bytes = scrape.total(of: "metrics_registry_bytes")
        }
    }

    /// Random texts of the kinds that clients can choose: paths, methods, hosts and user agents.
    private static func noise(_ generator: inout SeededGenerator) -> String {
        let number = String(generator.next(), radix: 36)
        return switch generator.next() % 4 {
        case 0: "/\(number)/\(generator.next() % 100)"
        case 1: "M\(number.uppercased())"
        case 2: "\(number).example.com:\(generator.next() % 65_536)"
        default: "Mozilla/5.0 (\(number); rv:\(generator.next() % 200)) \(String(repeating: "x", count: 150))"
        }
    }

    @Test(arguments: [11, UInt64.random(in: 0 ... .max)])
    func aMillionValuesTakeTheRoomOfAThousand(seed: UInt64) {
        let clock = TestClock()
        let registry = MetricRegistry(names: NameTable(), uptime: { clock.now })
        let writers = [registry.makeWriter(), registry.makeWriter()]
        let variants = Who.allCases.map { LabelValue.closed($0) }
        let counters = writers.map { $0.openCounters(Self.requests, variants: variants) }
        // The k-th of the hundred is a 1/(k + 20) part of the planted half: none is below 1/500 of all.
        let planted = (0..<Self.cap).flatMap { Array(repeating: "consumer-\($0)", count: 2_000 / ($0 + 20)) }
        var generator = SeededGenerator(seed: seed)
        var sent: [Int: UInt64] = [:]
        var memory: Memory?
        for index in 0..<Self.count {
            let isPlanted = generator.next() % 2 == 0
            let text = isPlanted ? planted[Int(generator.next() % UInt64(planted.count))] : Self.noise(&generator)
            let who = Int(generator.next() % 7)
            Array(text.utf8).withUnsafeBytes { counters[index % 2].add($0, variant: who) }
            sent[who, default: 0] += 1
            guard index % 20_000 == 19_999 else { continue }
            clock.advance(milliseconds: MetricRegistry.governInterval)
            registry.govern()
            for writer in writers { writer.acknowledge() }
            if index == 199_999 {
                _ = Scrape(registry)
                memory = Memory(Scrape(registry))
            }
        }
        let scrape = Scrape(registry)
        #expect(Memory(scrape) == memory, "seed \(seed)")
        let samples = scrape.samples(of: "test_requests_total{")
        #expect(samples.count == 7 * (Self.cap + 1), "seed \(seed)")
        for (index, who) in Who.allCases.enumerated() {
            let values = samples.filter { $0.key.hasSuffix("who=\"\(who.labelText)\"}") }.values
            #expect(values.reduce(0) { $0 + (UInt64($1) ?? 0) } == sent[index], "seed \(seed): \(who)")
        }
        let named = Set(samples.keys.compactMap { $0.split(separator: "\"").dropFirst().first.map(String.init) })
        #expect(named == Set((0..<Self.cap).map { "consumer-\($0)" } + ["_other"]), "seed \(seed)")
    }
}
