import NIOCore
import Telemetry

/// What is known of the request being served; one per connection, used again for each request.
struct Exchange: ~Copyable {
    var clock = PhaseClock()
    /// A head was read: method, target and fields are known.
    var hasHead = false
    /// The last byte of the request's body was read.
    var isRequestComplete = false
    /// The status line was given to the channel: the status can no longer be chosen.
    var hasResponseHead = false
    /// The connection closes after this answer.
    var closesAfter = false
    /// Given back to the admission counters already.
    var isCounted = false
    /// Where it holds a place: the in-flight limit of its route, the requests of its upstream.
    var gate: RouteGate?
    var holdsPool = false
    var route: RouteRuntime?
    var outcome = Outcome.success
    var status: UInt16 = 0

    // Identity.
    var trace = TraceContext(traceIDHigh: 0, traceIDLow: 0, spanID: 0, flags: 0)
    /// What the caller's `traceparent` said, if it was good; span id 0: nothing.
    var caller = TraceContext(traceIDHigh: 0, traceIDLow: 0, spanID: 0, flags: 0)
    /// The caller's trace goes on.
    var continuesTrace = false
    /// The caller's `tracestate` goes on.
    var continuesTracestate = false
    /// Random bits of the trace where its id has none of ours.
    var randomness = TraceRecord.noRandomness
    /// The place of an exemplar was vacant: the trace is kept for it.
    var fillsExemplar = false
    /// The running attempt's span, the upstream's parent.
    var attemptSpanID: UInt64 = 0
    var requestID: UInt64 = 0
    /// A trusted proxy's request id; empty: `requestID` in hex.
    var keptRequestID: [UInt8] = []
    var client = ClientKey(high: 0, low: 0)

    // Bytes on the client's side.
    var requestHeadBytes: UInt64 = 0
    var requestBodyBytes: UInt64 = 0
    var responseBytes: UInt64 = 0
    var responseBodyBytes: UInt64 = 0

    // Deadlines, monotonic nanoseconds.
    /// `100 Continue` was sent.
    var hasSentContinue = false
    var bodyStarted: UInt64 = 0
    var lastBodyByte: UInt64 = 0
    var waitStarted: UInt64 = 0
    /// The window in which the client must take something, and what it had still to take when it began; of the whole
    /// lingering close, once that has begun.
    var stallStarted: UInt64 = 0
    var stallPending = 0

    // Attempts.
    var attempts: UInt8 = 0
    var attemptStarted: UInt64 = 0
    var isRetry = false
    var requestSentAt: UInt64 = 0
    var target: PoolTarget?
    var excludedTarget: PoolTarget?
    var upstreamStatus: UInt16 = 0
    var usedReusedConnection = false
    /// `address code` of each failed attempt, separated by newlines.
    var failedAttempts: [UInt8] = []
    /// A small body that was there in one piece: it can be sent again.
    var replayBody: ByteBuffer?
    /// Body bytes were taken from the client and are not in `replayBody`.
    var hasConsumedBody = false

    // Rate limit: the tightest policy; nil when none was asked.
    var limit: RateLimit?
    var limitLeft: UInt64 = 0
    var limitUntilFull: UInt64 = 0
    var isLimitDenied = false

    // Response framing towards the client.
    var responseFraming = BodyFraming.none

    /// The answer ended before the request's body: what follows is thrown away, within limits.
    var discardedBytes = 0

    init() {}
}
