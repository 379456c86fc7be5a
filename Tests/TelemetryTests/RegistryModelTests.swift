import Glibc
import Synchronization
import Telemetry
import TestKit
import Testing

/// Random operations on several writers, compared with plain sums.
///
/// A failure names its seed.
@Suite(.timeLimit(.minutes(15))) struct RegistryModelTests {
    private struct Model {
        var counters: [String: UInt64] = [:]
        var gauges: [String: Int64] = [:]
        var counts: [String: UInt64] = [:]
        var sums: [String: UInt64] = [:]
    }

    private static func seeds() -> [UInt64] { [0, 1, 2, UInt64.random(in: 0 ... .max)] }

    private static func step(
        _ registry: MetricRegistry,
        _ writer: MetricWriter,
        _ generator: inout SeededGenerator,
        _ model: inout Model
    ) {
        let route = "/route/\(generator.next() % 30)"
        let label = LabelValue.configured(registry.names.intern(route))
        switch generator.next() % 3 {
        case 0:
            let who = Who.allCases[Int(generator.next() % 7)]
            let amount = generator.next() % 1_000
            writer.counter(Families.gatewayRouteRequests, label, .closed(who)).add(amount)
            model.counters["{http_route=\"\(route)\",who=\"\(who.labelText)\"}", default: 0] += amount
        case 1:
            let amount = Int64(generator.next() % 2_001) - 1_000
            writer.gauge(Families.gatewayUpstreamPoolPendingRequests, label).add(amount)
            model.gauges["{upstream=\"\(route)\"}", default: 0] += amount
        default:
            let value = generator.next() >> 36
            writer.histogram(Families.httpServerRequestBodySize, label, .closed(MethodLabel.put)).record(value)
            let key = "{http_route=\"\(route)\",http_request_method=\"PUT\"}"
            model.counts[key, default: 0] += 1
            model.sums[key, default: 0] += value
        }
    }

    private static func check(_ registry: MetricRegistry, _ models: [Model], seed: UInt64) {
        let scrape = Scrape(registry)
        var all = Model()
        for model in models {
            all.counters.merge(model.counters, uniquingKeysWith: +)
            all.gauges.merge(model.gauges, uniquingKeysWith: +)
            all.counts.merge(model.counts, uniquingKeysWith: +)
            all.sums.merge(model.sums, uniquingKeysWith: +)
        }
        for (key, value) in all.counters {
            #expect(scrape["gateway_route_requests_total\(key)"] == "\(value)", "seed \(seed)")
        }
        for (key, value) in all.gauges {
            #expect(scrape["gateway_upstream_pool_pending_requests\(key)"] == "\(value)", "seed \(seed)")
        }
        for (key, value) in all.counts {
            #expect(scrape["http_server_request_body_size_bytes_count\(key)"] == "\(value)", "seed \(seed)")
            #expect(scrape["http_server_request_body_size_bytes_sum\(key)"] == "\(all.sums[key] ?? 0)", "seed \(seed)")
            let infinity = "http_server_request_body_size_bytes_bucket\(key.dropLast()),le=\"+Inf\"}"
            #expect(scrape[infinity] == "\(value)", "seed \(seed)")
        }
        #expect(scrape.samples(of: "gateway_route_requests_total").count == all.counters.count, "seed \(seed)")
    }

    @Test(arguments: seeds()) func severalWritersAddUp(_ seed: UInt64) {
        var generator = SeededGenerator(seed: seed)
        let registry = MetricRegistry(names: NameTable())
        let writers = (0..<4).map { _ in registry.makeWriter() }
        var model = Model()
        for round in 0..<4 {
            for _ in 0..<2_000 {
                Self.step(registry, writers[Int(generator.next() % 4)], &generator, &model)
            }
            Self.check(registry, [model], seed: seed &+ UInt64(round))
        }
    }

    /// Each writer on a thread of its own, while the main thread scrapes: cumulative buckets never fall, nor do counters.
    @Test(arguments: seeds()) func threadsAddUpWhileScrapesRun(_ seed: UInt64) {
        let registry = MetricRegistry(names: NameTable())
        let models = Mutex<[Model]>([])
        let threads = (0..<3).map { index in
            TestThread {
                var generator = SeededGenerator(seed: seed &+ UInt64(index))
                let writer = registry.makeWriter()
                var model = Model()
                for _ in 0..<5_000 { Self.step(registry, writer, &generator, &model) }
                models.withLock { $0.append(model) }
            }
        }
        var last: UInt64 = 0
        while models.withLock({ $0.count }) < 3 {
            let scrape = Scrape(registry, .openMetrics100)
            let total = scrape.total(of: "gateway_route_requests_total")
            #expect(total >= last, "seed \(seed)")
            last = total
            for (key, value) in scrape.samples(of: "http_server_request_body_size_bytes_count") {
                let bucket = key.replacing("_count", with: "_bucket").dropLast() + ",le=\"+Inf\"}"
                #expect(scrape[String(bucket)] == value, "seed \(seed)")
            }
        }
        for thread in threads { thread.join() }
        Self.check(registry, models.withLock { $0 }, seed: seed)
    }
}
