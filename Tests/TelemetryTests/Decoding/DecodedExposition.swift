/// What a scrape says, whatever its format.
struct DecodedExposition: Equatable {
    struct Series: Hashable {
        /// The sample's name in the text format; of a histogram the family's.
        var name: String
        var labels: [String: String]
    }

    enum Value: Equatable {
        case number(Double)
        case histogram(count: UInt64, sum: Double, buckets: [Bucket])
    }

    struct Bucket: Equatable {
        var bound: Double
        var count: UInt64
    }

    /// Schema, zero bucket and the buckets that hold something, by index.
    struct Native: Equatable {
        var schema: Int
        var zeroThreshold: Double
        var zeroCount: UInt64
        var buckets: [Int: UInt64]
    }

    /// An exemplar as it is written.
    struct Exemplar: Hashable {
        var labels: [String: String]
        var value: Double
        /// Nanoseconds since 1970, as exact as a double of seconds.
        var time: Double
    }

    var values: [Series: Value] = [:]
    /// By the family's name in the text format; OpenMetrics 1.0 gives it without `_total` and `_info`.
    var help: [String: String] = [:]
    var types: [String: String] = [:]
    var units: [String: String] = [:]
    /// Milliseconds since 1970; only in the newer formats.
    var starts: [Series: UInt64] = [:]
    var natives: [Series: Native] = [:]
    /// Only where there are some; none in the text format.
    var exemplars: [Series: Set<Exemplar>] = [:]

    /// Adds a value; false when the series was there already.
    mutating func add(_ series: Series, _ value: Value) -> Bool {
        self.values.updateValue(value, forKey: series) == nil
    }
}
