import Telemetry
import Testing

/// Which bucket an exemplar stands in, and how long.
@Suite struct ExemplarTests {
    private let registry = MetricRegistry(names: NameTable())

    private func histogram(_ route: String) -> Histogram {
        self.registry.makeWriter().histogram(
            Families.httpServerRequestDuration,
            .configured(self.registry.names.intern(route)),
            .closed(MethodLabel.get),
            .status(200),
            .none,
            .none,
            .none
        )
    }

    private func exemplar(_ value: UInt64, trace: UInt64 = 7) -> Exemplar {
        Exemplar(traceIDHigh: 0, traceIDLow: trace, spanID: 9, value: value, wallNanoseconds: 1_772_366_401_500_000_000)
    }

    private func lines() -> [String] {
        String(decoding: self.registry.render(.openMetrics100), as: UTF8.self).split(separator: "\n").map(String.init)
            .filter { $0.contains(" # {") }
    }

    private func store(_ value: UInt64, _ histogram: Histogram, trace: UInt64 = 7) throws {
        histogram.record(value)
        let slot = try #require(histogram.exemplarSlot(of: value))
        self.registry.exemplars.store(self.exemplar(value, trace: trace), series: slot.series, bucket: slot.bucket)
    }

    @Test func itStandsBehindItsBucket() throws {
        try self.store(210_000_000, self.histogram("/a"))
        let line = try #require(self.lines().first)
        #expect(self.lines().count == 1)
        #expect(line.contains("le=\"0.25\"} 1 # {trace_id=\"00000000000000000000000000000007\",span_id="))
        #expect(line.hasSuffix(",span_id=\"0000000000000009\"} 0.21 1772366401.5"))
    }

    /// Bounds belong to their bucket; what is over the last one belongs to +Inf.
    @Test(
        arguments: [
            (0, "0.0005"), (500_000, "0.0005"), (500_001, "0.001"), (10_000_000_000, "10.0"), (10_000_000_001, "+Inf"),
            (UInt64(Int64.max), "+Inf"),
        ] as [(UInt64, String)]
    )
    func theBucketIsTheOneThatCounts(_ value: UInt64, _ bound: String) throws {
        let histogram = self.histogram("/b")
        try self.store(value, histogram)
        let line = try #require(self.lines().first)
        #expect(line.contains("le=\"\(bound)\"} 1 # "), "\(line)")
    }

    @Test func theLaterOneTakesItsPlace() throws {
        let histogram = self.histogram("/c")
        try self.store(1_000_000, histogram, trace: 1)
        try self.store(900_000, histogram, trace: 2)
        #expect(self.lines().count == 1)
        #expect(self.lines().first?.contains("02\",span_id") == true)
    }

    @Test func oneWhoseTraceIsLostIsTakenBack() throws {
        let histogram = self.histogram("/d")
        try self.store(1_000_000, histogram, trace: 1)
        let slot = try #require(histogram.exemplarSlot(of: 1_000_000))
        let another = self.exemplar(1_000_000, trace: 2)
        self.registry.exemplars.discard(another, series: slot.series, bucket: slot.bucket)
        #expect(self.lines().count == 1, "another's trace was lost")
        let same = self.exemplar(1_000_000, trace: 1)
        self.registry.exemplars.discard(same, series: slot.series, bucket: slot.bucket)
        #expect(self.lines().isEmpty)
    }

    @Test func unknownChildrenAndBucketsAreForgotten() {
        self.registry.exemplars.store(self.exemplar(1), series: 4_000, bucket: 0)
        let histogram = self.histogram("/e")
        histogram.record(1)
        if let slot = histogram.exemplarSlot(of: 1) {
            self.registry.exemplars.store(self.exemplar(1), series: slot.series, bucket: 200)
        }
        #expect(self.lines().isEmpty)
    }

    @Test func aPlaceIsVacantAgainAfterAMinute() throws {
        let slot = try #require(self.histogram("/f").exemplarSlot(of: 5_000))
        let minute: UInt64 = 60_000_000_000
        #expect(slot.isVacant(1, for: minute))
        slot.take(1_000)
        #expect(!slot.isVacant(1_000 + minute - 1, for: minute))
        #expect(slot.isVacant(1_000 + minute, for: minute))
        #expect(!slot.isVacant(500, for: minute), "another thread's clock reading was earlier")
    }

    /// Two writers, one child: one set of places.
    @Test func writersShareTheirChildrensPlaces() throws {
        let (one, other) = (self.histogram("/g"), self.histogram("/g"))
        try #require(one.exemplarSlot(of: 5_000)).take(1)
        #expect(try #require(other.exemplarSlot(of: 5_000)).isVacant(2, for: 10) == false)
    }

    @Test func familiesWithoutExemplarsHaveNoPlaces() {
        let histogram = self.registry.makeWriter().histogram(Families.logPipelineHandoff)
        #expect(histogram.exemplarSlot(of: 5_000) == nil)
    }
}
