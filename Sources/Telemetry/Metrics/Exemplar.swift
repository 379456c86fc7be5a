/// A request that fell into a bucket, by which its trace and its log record are found.
package struct Exemplar: BitwiseCopyable, Equatable, Sendable {
    package var traceIDHigh: UInt64
    package var traceIDLow: UInt64
    package var spanID: UInt64
    /// In the family's natural unit.
    package var value: UInt64
    /// When it was observed, nanoseconds since 1970.
    package var wallNanoseconds: Int64

    package init(traceIDHigh: UInt64, traceIDLow: UInt64, spanID: UInt64, value: UInt64, wallNanoseconds: Int64) {
        self.traceIDHigh = traceIDHigh
        self.traceIDLow = traceIDLow
        self.spanID = spanID
        self.value = value
        self.wallNanoseconds = wallNanoseconds
    }
}
