/// What came of sending a batch of spans.
package enum ExportAnswer: Sendable, Equatable {
    /// `retryAfter`: The field `Retry-After`, in seconds.
    case response(status: Int, retryAfter: Int?, body: [UInt8])
    /// No answer: why.
    case none(String)
}
