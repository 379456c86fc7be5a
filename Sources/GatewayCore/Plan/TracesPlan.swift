package import NIOCore

/// Which traces are kept, and where their spans go.
package struct TracesPlan: Sendable, Equatable {
    /// The share kept of traces in which nothing is remarkable.
    package var sample = 0.01
    /// Above this time at the server a request is slow, and its trace kept.
    package var slow = TimeAmount.milliseconds(500)
    /// The receiver of spans (OTLP/HTTP); nil: none are made.
    package var otlp: String?
    /// A caller's trace id is kept; else a new trace is begun, with a link to the caller's.
    package var continuesInbound = true

    package init() {}
}
