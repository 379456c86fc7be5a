import Telemetry
import TestKit
import Testing

/// How numbers are written: integers plain, doubles as the shortest text that reads back the same, bounds canonical.
@Suite struct NumberTextTests {
    private let registry = MetricRegistry(names: NameTable())
    private static let gauge = GaugeFamily("test_level", help: "Level.")
    private static let seconds = CounterFamily("test_busy_seconds_total", unit: .seconds, help: "Busy.")
    private static let count = CounterFamily("test_things_total", help: "Things.")

    private func text(_ value: Double) -> String? {
        self.registry.set(Self.gauge, to: value)
        return Scrape(self.registry.render(.text004, names: ["test_level"]))["test_level"]
    }

    @Test(
        arguments: [
            (0, "0"), (-0.0, "0"), (1, "1"), (-1, "-1"), (0.1, "0.1"), (-2.5, "-2.5"), (1e15, "1e+15"),
            (999_999_999_999_999, "999999999999999"), (1e-7, "1e-07"), (.nan, "NaN"), (.infinity, "+Inf"),
            (-.infinity, "-Inf"), (1_772_366_400.123, "1772366400.123"), (2.5e-300, "2.5e-300"),
        ] as [(Double, String)]
    )
    func gauges(_ value: Double, _ expected: String) {
        let text = self.text(value)
        #expect(text == expected || text.flatMap(Double.init) == value && value.magnitude >= 1e15)
    }

    @Test func randomDoublesReadBackTheSame() {
        var generator = SeededGenerator(seed: 2)
        for _ in 0..<300 {
            let value = Double(bitPattern: generator.next())
            if value.isFinite { #expect(self.text(value).flatMap(Double.init) == value) }
        }
    }

    @Test(
        arguments: [
            (0, "0"), (1, "0.000000001"), (1_000_000_000, "1"), (1_500_000_000, "1.5"), (10_000_000_010, "10.00000001"),
            (999_999_999, "0.999999999"), (.max, "18446744073.709551615"),
        ] as [(UInt64, String)]
    )
    func nanosecondsAsSeconds(_ value: UInt64, _ expected: String) {
        self.registry.set(Self.seconds, to: value)
        #expect(Scrape(self.registry)["test_busy_seconds_total"] == expected)
    }

    @Test(arguments: [0, 9, 10, 99, 100, 999_999_999_999, 9_999_999_999_999_999_999, 10_000_000_000_000_000_000, .max])
    func counters(_ value: UInt64) {
        self.registry.set(Self.count, to: value)
        #expect(Scrape(self.registry)["test_things_total"] == "\(value)")
    }

    @Test func everyPowerOfTenAndItsNeighbours() {
        var power: UInt64 = 1
        for _ in 0..<20 {
            for value in [power - 1, power, power + 1] {
                self.registry.set(Self.count, to: value)
                #expect(Scrape(self.registry.render(.text004, names: ["test_things_total"])).total(of: "test") == value)
            }
            power = power.multipliedReportingOverflow(by: 10).partialValue
        }
    }

    /// What Go's `strconv.FormatFloat(f, 'g', -1, 64)` gives, with `.0` where there is neither point nor exponent.
    @Test func boundsAreCanonical() {
        let bounds: [Double] = [
            1e-10, 2.5e-5, 9.9e-5, 1e-4, 0.00025, 0.001, 0.075, 0.1, 0.25, 1, 2.5, 10, 100, 256, 1_024.5, 65_536,
            262_144, 999_999, 1e6, 1_048_576, 4_194_304, 16_777_216, 1e10, 12_345_678_901,
        ]
        let texts = [
            "1e-10", "2.5e-05", "9.9e-05", "0.0001", "0.00025", "0.001", "0.075", "0.1", "0.25", "1.0", "2.5", "10.0",
            "100.0", "256.0", "1024.5", "65536.0", "262144.0", "999999.0", "1e+06", "1.048576e+06", "4.194304e+06",
            "1.6777216e+07", "1e+10", "1.2345678901e+10", "+Inf",
        ]
        let family = HistogramFamily("test_size_bytes", unit: .bytes, buckets: bounds, help: "Size.")
        _ = self.registry.makeWriter().histogram(family)
        let scrape = Scrape(self.registry)
        for text in texts { #expect(scrape["test_size_bytes_bucket{le=\"\(text)\"}"] == "0", "\(text)") }
        #expect(scrape.samples(of: "test_size_bytes_bucket").count == texts.count)
    }
}
