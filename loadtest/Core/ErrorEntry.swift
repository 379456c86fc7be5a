package import NIOCore

/// What is kept of one class of errors.
package struct ErrorEntry: Sendable {
    /// The first failure of a class, told in full.
    package struct Example: Sendable, Equatable {
        package var text: String
        /// The answer's `X-Request-Id`.
        package var requestID: String?
        package var traceID: String?

        package init(text: String, requestID: String? = nil, traceID: String? = nil) {
            self.text = text
            self.requestID = requestID
            self.traceID = traceID
        }
    }

    package var count: Int
    /// Since the run's origin.
    package var first: TimeAmount
    package var last: TimeAmount
    package var example: Example
}
