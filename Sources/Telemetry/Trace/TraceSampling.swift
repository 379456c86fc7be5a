/// Which traces are kept by chance: consistent probability sampling of OpenTelemetry ("TraceState: Probability
/// Sampling").
///
/// A trace has 56 random bits, the low ones of its id or an explicit `rv`. It is kept when they are not below the
/// rejection threshold; everybody who decides so with the same bits keeps the same traces.
package struct TraceSampling: Sendable, Equatable {
    /// The low 56 bits of a trace id.
    package static let randomMask: UInt64 = (1 << 56) - 1
    /// Digits of a threshold behind its leading `f`s; the specification recommends 4.
    private static let precision = 4

    /// How many of 2^56 are left out; all of them: nothing is kept.
    package let threshold: UInt64
    private let key: UInt64

    /// - Parameters:
    ///   - rate: The share that is kept, 0 to 1.
    ///   - key: Random for each process.
    package init(rate: Double, key: UInt64) {
        self.threshold = Self.threshold(rate)
        self.key = key
    }

    /// Whether a trace with these random bits is kept.
    @inline(__always)
    package func keeps(_ randomness: UInt64) -> Bool { randomness & Self.randomMask >= self.threshold }

    /// Random bits for an id from outside, the same for all requests of a trace.
    ///
    /// Keyed, so that a caller who chooses ids does not choose what is kept.
    package func randomness(traceIDHigh: UInt64, traceIDLow: UInt64) -> UInt64 {
        TraceIDHash.hash(traceIDHigh, traceIDLow, key: self.key) & Self.randomMask
    }

    /// The threshold as the `th` of a `tracestate`: hexadecimal digits without the zeros at the end, `0` for all.
    package var thresholdText: String {
        var digits = String(self.threshold, radix: 16)
        digits = String(repeating: "0", count: max(0, 14 - digits.count)) + digits
        while digits.count > 1, digits.hasSuffix("0") { digits.removeLast() }
        return digits
    }

    private static func threshold(_ rate: Double) -> UInt64 {
        let all: UInt64 = 1 << 56
        if rate >= 1 { return 0 }
        let exact = UInt64(((1 - max(rate, 0)) * Double(all)).rounded())
        if exact >= all { return all }
        // 0xffff…: each leading digit f is one that says nothing yet.
        let leading = (~(exact << 8)).leadingZeroBitCount / 4
        let digits = min(14, leading + Self.precision)
        let unit: UInt64 = 1 << UInt64(4 * (14 - digits))
        return min((exact + unit / 2) / unit * unit, all - 1)
    }
}
