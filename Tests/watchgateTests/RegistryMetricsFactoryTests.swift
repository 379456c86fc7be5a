import CoreMetrics
import Telemetry
import Testing
import watchgate

/// Libraries that speak swift-metrics, seen in our own exposition.
@Suite struct RegistryMetricsFactoryTests {
    private func lines(_ body: (any MetricsFactory) -> Void) -> Set<String> {
        let registry = MetricRegistry(names: NameTable())
        body(RegistryMetricsFactory(registry))
        let text = String(decoding: registry.render(.text004), as: UTF8.self)
        return Set(text.split(separator: "\n").map(String.init).filter { $0.hasPrefix("lib_") })
    }

    @Test func countersAreCounted() {
        let lines = self.lines { factory in
            let counter = Counter(label: "jobs.done", dimensions: [("queue", "mail")], factory: factory)
            counter.increment(by: 3)
            counter.increment()
            counter.reset()
            let cost = FloatingPointCounter(label: "cost", factory: factory)
            cost.increment(by: 2.75)
            cost.increment(by: 0.25)
        }
        #expect(lines == ["lib_jobs_done_total{queue=\"mail\"} 4", "lib_cost_total 3"])
    }

    @Test func metersAndGaugesAreSet() {
        let lines = self.lines { factory in
            Gauge(label: "depth", factory: factory).record(7)
            let meter = Meter(label: "level", factory: factory)
            meter.set(10)
            meter.increment(by: 0.5)
            meter.decrement(by: 3)
        }
        #expect(lines == ["lib_depth_value 7", "lib_level_value 7.5"])
    }

    @Test func timersAndRecordersAreHistograms() {
        let lines = self.lines { factory in
            let timer = Timer(label: "work.duration_ms", preferredDisplayUnit: .milliseconds, factory: factory)
            timer.recordMilliseconds(250)
            Recorder(label: "sizes", factory: factory).record(12)
        }
        #expect(lines.isSuperset(of: ["lib_work_duration_seconds_sum 0.25", "lib_work_duration_seconds_count 1"]))
        #expect(lines.contains("lib_work_duration_seconds_bucket{le=\"0.25\"} 1"))
        #expect(lines.isSuperset(of: ["lib_sizes_distribution_sum 12", "lib_sizes_distribution_count 1"]))
    }

    @Test func aHandlerThatIsDestroyedLeavesItsSeries() {
        let lines = self.lines { factory in
            let first = Counter(label: "jobs", factory: factory)
            first.increment()
            first.destroy()
            Counter(label: "jobs", factory: factory).increment()
        }
        #expect(lines == ["lib_jobs_total 2"])
    }
}
