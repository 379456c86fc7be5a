/// Which access records are written: a pure decision, the same for every record of a trace in one process.
///
/// Kept always are failures (any outcome code, status 500 and up), slow requests and those whose trace is kept; of the
/// others those whose trace id hashes below the rate (telemetry.md section 5). The hash is keyed, so that a caller who
/// chooses trace ids does not choose what is logged.
@usableFromInline package struct AccessSampling: Sendable, Equatable {
    @usableFromInline package enum Decision: Equatable {
        /// Written, and stands for itself.
        case always
        /// Written, and stands for 1 / rate records.
        case sampled
        case leftOut
    }

    /// Of 2^32; all of it: nothing is left out.
    private let threshold: UInt64
    /// From this duration on a request is slow, nanoseconds.
    private let slow: UInt64
    private let key: UInt64

    /// - Parameters:
    ///   - rate: The share that is written, 0 to 1.
    ///   - slowNanoseconds: From this duration on a record is always written.
    ///   - key: Random for each process.
    package init(rate: Double, slowNanoseconds: UInt64, key: UInt64) {
        self.threshold = UInt64((min(max(rate, 0), 1) * 4_294_967_296).rounded())
        self.slow = slowNanoseconds
        self.key = key
    }

    package var keepsAll: Bool { self.threshold >= 1 << 32 }

    package func decide(
        status: UInt16,
        outcome: Outcome,
        duration: UInt64,
        traceIDHigh: UInt64,
        traceIDLow: UInt64,
        isTraceKept: Bool = false
    ) -> Decision {
        if self.keepsAll || isTraceKept || outcome != .success || status >= 500 || duration >= self.slow {
            return .always
        }
        return TraceIDHash.hash(traceIDHigh, traceIDLow, key: self.key) >> 32 < self.threshold ? .sampled : .leftOut
    }
}
