import Telemetry
import TestKit
import Testing

/// Metrics of libraries: any name, any dimension, bounded.
@Suite(.timeLimit(.minutes(15))) struct ForeignMetricsTests {
    private let registry: MetricRegistry
    private let metrics: ForeignMetrics

    init() {
        var limits = RegistryLimits()
        limits.familyChildren = 20
        self.registry = MetricRegistry(names: NameTable(), limits: limits)
        self.metrics = ForeignMetrics(registry: self.registry)
    }

    @Test(arguments: [
        ("http.server.requestDuration_ms", "lib_http_server_request_duration"), ("requests", "lib_requests"),
        ("requests_total", "lib_requests"), ("jobs.count", "lib_jobs"), ("", "lib_unnamed"), ("ms", "lib_unnamed"),
        ("订单", "lib_unnamed"), ("a\"} 1\nforged{x=\"", "lib_a_1_forged_x"), ("HTTPServer", "lib_httpserver"),
        ("memory.bytes", "lib_memory"), ("__x__y__", "lib_x_y"), ("gauge.histogram.x", "lib_x"),
        ("9lives", "lib_9lives"),
        ("a.sum.total.count", "lib_a"),
    ])
    func namesAreMadeFit(name: String, family: String) {
        #expect(ForeignName.family(name, end: "_total") == family + "_total")
    }

    @Test func longNamesAreCutBetweenWords() {
        let name = Array(repeating: "word", count: 100).joined(separator: ".")
        let family = ForeignName.family(name, end: "")
        #expect(family.utf8.count <= ForeignName.byteLimit && family.hasSuffix("_word"))
    }

    @Test(arguments: [
        ("method", "method"), ("le", "label_le"), ("__name__", "name"), ("statusCode", "status_code"), ("", "unnamed"),
        ("2xx", "label_2xx"), ("job", "label_job"), ("http.method", "http_method"),
    ])
    func labelsAreMadeFit(name: String, label: String) { #expect(ForeignName.label(name) == label) }

    @Test func eachKindIsCounted() {
        self.metrics.counter("jobs", [("queue", "mail")]).add(3)
        self.metrics.counter("jobs", [("queue", "mail")]).add(2)
        self.metrics.counter("jobs", [("queue", "mail")]).add(-7)
        self.metrics.gauge("depth", []).set(2.5)
        self.metrics.gauge("depth", []).add(-1)
        self.metrics.timer("work", []).record(500_000_000 as Int64)
        self.metrics.distribution("sizes", []).record(12.4)
        self.metrics.distribution("sizes", []).record(Double.nan)
        self.metrics.distribution("sizes", []).record(-3 as Int64)
        let scrape = Scrape(self.registry)
        #expect(scrape["lib_jobs_total{queue=\"mail\"}"] == "5")
        #expect(scrape["lib_depth_value"] == "1.5")
        #expect(scrape["lib_work_seconds_sum"] == "0.5" && scrape["lib_work_seconds_bucket{le=\"0.5\"}"] == "1")
        #expect(scrape["lib_sizes_distribution_sum"] == "12" && scrape["lib_sizes_distribution_count"] == "1")
        #expect(scrape["metrics_values_clamped_total{family=\"lib_sizes_distribution\"}"] == "2")
    }

    @Test func dimensionsAreTextsFromOutside() {
        self.metrics.counter("a", [("x", "\"} 1\nforged_total{y=\""), ("le", "1"), ("x y", "z")]).add(1)
        let line = "lib_a_total{label_le=\"1\",x=\"\\\"} 1\\nforged_total{y=\\\"\",x_y=\"z\"}"
        #expect(Scrape(self.registry)[line] == "1")
    }

    @Test func whoAsksFirstDecidesOnTheLabels() {
        self.metrics.counter("a", [("x", "1")]).add(1)
        self.metrics.counter("a", [("y", "2")]).add(1)
        self.metrics.counter("a", []).add(1)
        let scrape = Scrape(self.registry)
        #expect(scrape["lib_a_total{x=\"1\"}"] == "1" && scrape["lib_a_total"] == "2")
    }

    @Test func dimensionsBeyondTheEighthAreLeftOut() {
        self.metrics.counter("a", (1...9).map { ("d\($0)", "v") }).add(1)
        let sample = Scrape(self.registry).samples(of: "lib_a_total").keys.first ?? ""
        #expect(sample.contains("d8=") && !sample.contains("d9="))
    }

    @Test func tooManyLabelSetsCollapse() {
        for index in 0..<1_000 { self.metrics.counter("a", [("id", "\(index)"), ("kind", "k")]).add(1) }
        let scrape = Scrape(self.registry)
        #expect(scrape.samples(of: "lib_a_total").count <= 20)
        #expect(scrape.total(of: "lib_a_total") == 1_000)
        let own = scrape.samples(of: "lib_a_total").filter { !$0.key.contains("id=\"_other\"") }.count
        #expect(scrape["metrics_series_overflow_total{family=\"lib_a_total\",label=\"id\"}"] == "\(1_000 - own)")
    }

    @Test func tooManyFamiliesShareOne() {
        for index in 0..<ForeignMetrics.familyLimit + 50 { self.metrics.counter("name\(index)", []).add(2) }
        let scrape = Scrape(self.registry)
        #expect(scrape.total(of: "lib_") == UInt64(ForeignMetrics.familyLimit + 50) * 2)
        #expect(scrape["lib_other_total{name=\"_other\"}"] == "100")
        #expect(scrape["metrics_series_overflow_total{family=\"lib_other_total\",label=\"name\"}"] == "100")
    }

    @Test func threadsAddUp() {
        let metrics = self.metrics
        let threads = (0..<4).map { number in
            TestThread {
                let (counter, timer) = (metrics.counter("jobs", []), metrics.timer("work", []))
                let gauge = metrics.gauge("depth", [])
                for index in 0..<20_000 {
                    counter.add(1)
                    timer.record(Int64(index * 1_000 + number))
                    gauge.add(1)
                }
            }
        }
        for thread in threads { thread.join() }
        let scrape = Scrape(self.registry)
        #expect(scrape["lib_jobs_total"] == "80000" && scrape["lib_depth_value"] == "80000")
        #expect(scrape["lib_work_seconds_count"] == "80000")
    }

    /// Whatever a library calls its metrics, the linter and a strict parser of ours find nothing.
    @Test(.enabled(if: PromtoolRunner.path != nil), arguments: [5, UInt64.random(in: 0 ... .max)])
    func theLinterFindsNothing(seed: UInt64) throws {
        var generator = SeededGenerator(seed: seed)
        let words = [
            "http", "count", "total", "ms", "Seconds", "bucket", "_", ".", "\"", "\n", "µs", "le", "gauge", "requests",
            "9", "info", "Bytes", "quantile", "job", "created", "x",
        ]
        for _ in 0..<60 {
            let name = (0..<4).map { _ in words[Int(generator.next() % 21)] }.joined()
            let dimension = (0..<2).map { _ in words[Int(generator.next() % 21)] }.joined()
            self.metrics.counter(name, [(dimension, name)]).add(1)
            self.metrics.gauge(name, [(dimension, name)]).set(1)
            self.metrics.timer(name, [(dimension, name)]).record(1 as Int64)
            self.metrics.distribution(name, [(dimension, name)]).record(1.5)
        }
        let text = self.registry.render(.text004)
        #expect(try PromtoolRunner.check(text) == "", "seed \(seed)")
    }
}
