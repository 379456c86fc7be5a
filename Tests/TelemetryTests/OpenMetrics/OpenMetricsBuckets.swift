/// The samples of one histogram, which must fit each other.
struct OpenMetricsBuckets {
    private let name: String
    private let isGauge: Bool
    private var bounds: [Double] = []
    private var counts: [Double] = []
    private var count: Double?
    private var sum: Double?

    init(_ family: OpenMetricsFamily, _ samples: [OpenMetricsSample]) throws {
        self.name = family.name
        self.isGauge = family.type == .gaugehistogram
        for sample in samples {
            switch sample.name.dropFirst(family.name.count) {
            case "_bucket":
                self.bounds.append(try Self.bound(sample.labels["le"]))
                self.counts.append(sample.value)
            case "_count", "_gcount": self.count = sample.value
            case "_sum", "_gsum": self.sum = sample.value
            default: break
            }
        }
    }

    private static func bound(_ text: String?) throws -> Double {
        guard let text else { throw DecodingError("a bucket without le") }
        return try ExpositionScanner.number(text)
    }

    func check() throws {
        guard self.bounds.last == .infinity else { throw DecodingError("\(self.name): no bucket +Inf at the end") }
        guard zip(self.bounds, self.bounds.dropFirst()).allSatisfy({ $0 < $1 }) else {
            throw DecodingError("\(self.name): bounds out of order")
        }
        guard zip(self.counts, self.counts.dropFirst()).allSatisfy({ $0 <= $1 }) else {
            throw DecodingError("\(self.name): buckets are not cumulative")
        }
        if let count, count != self.counts.last { throw DecodingError("\(self.name): its count is not its +Inf") }
        guard (self.count == nil) == (self.sum == nil) else {
            throw DecodingError("\(self.name): a count goes with a sum")
        }
        let hasNegative = self.bounds.contains { $0 < 0 }
        if hasNegative, !self.isGauge, self.sum != nil {
            throw DecodingError("\(self.name): a sum that may fall is no counter")
        }
        if let sum, sum < 0, !hasNegative {
            throw DecodingError("\(self.name): a negative sum without negative buckets")
        }
    }
}
