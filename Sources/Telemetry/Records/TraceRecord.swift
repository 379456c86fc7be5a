/// What the access record of a kept trace carries behind its texts, so that spans can be made of it.
///
/// ```
/// AccessRecord   texts   TraceRecord   AttemptRecord…      not aligned; TextLengths.trace: size of the last two
/// ```
/// One write into the ring takes all of it, so a trace is never exported without its access record, nor halved.
package struct TraceRecord: BitwiseCopyable, Sendable {
    /// The caller's span, whose trace this one continues; 0: this is the trace's first.
    package var parentSpanID: UInt64 = 0
    /// The caller's span in a trace that is not continued; all 0: there is none.
    package var linkTraceIDHigh: UInt64 = 0
    package var linkTraceIDLow: UInt64 = 0
    package var linkSpanID: UInt64 = 0
    /// `rv` of the trace; ``noRandomness``: the trace id's own bits.
    package var randomness = Self.noRandomness
    /// Where the duration's exemplar goes; 0: nowhere.
    package var series: UInt32 = 0
    package var bucket: UInt8 = 0
    /// ``TraceDecisionLabel``.
    package var decision: UInt8 = 0
    /// As sent on.
    package var flags: UInt8 = 0
    package var attemptCount: UInt8 = 0

    package static let noRandomness = UInt64.max

    package init() {}
}
