/// Where spans go, and within which limits.
package struct TraceExportConfiguration: Sendable {
    /// URL of the receiver: OTLP/HTTP with protobuf.
    package var endpoint: String
    /// Certificates to trust instead of the system's.
    package var caFile: String?
    /// The share of traces that is kept by chance, for `th`.
    package var sampleRate: Double
    /// The most spans in one export.
    package var batchSpans = 512
    /// How long a span waits for others, in nanoseconds.
    package var lingerNanoseconds: UInt64 = 5_000_000_000
    /// The most spans that wait.
    package var queueSpans = 2_048
    /// How often a batch is sent before it is given up.
    package var tries = 6
    /// The wait before the second try, doubled before each further one; the receiver's `Retry-After` goes before it.
    package var backoffNanoseconds: UInt64 = 1_000_000_000
    /// For one try, in nanoseconds.
    package var timeoutNanoseconds: UInt64 = 10_000_000_000

    package init(endpoint: String, sampleRate: Double) {
        self.endpoint = endpoint
        self.sampleRate = sampleRate
    }
}
