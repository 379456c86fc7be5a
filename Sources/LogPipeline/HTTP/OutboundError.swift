/// Why a request of our own got no answer.
package struct OutboundError: Error, Equatable, CustomStringConvertible {
    package enum Code: Sendable, CaseIterable {
        case nameNotResolved, connectRefused, connectFailed, connectTimedOut
        /// The handshake failed, or the certificate is not to be trusted.
        case tls
        /// The connection was closed or reset before the whole answer.
        case closed
        case timedOut
        /// The answer is no HTTP/1.1.
        case protocolError
        /// The answer's head or body is longer than accepted.
        case tooLarge
        /// The client was closed.
        case shutDown
    }

    package var code: Code
    /// Never a secret, never the answer's bytes.
    package var detail: String

    package init(_ code: Code, _ detail: String = "") {
        self.code = code
        self.detail = detail
    }

    package var description: String {
        let text =
            switch self.code {
            case .nameNotResolved: "the host name cannot be resolved"
            case .connectRefused: "connection refused"
            case .connectFailed: "cannot connect"
            case .connectTimedOut: "no connection in time"
            case .tls: "TLS failed"
            case .closed: "connection closed before the whole answer"
            case .timedOut: "no whole answer in time"
            case .protocolError: "the answer is not valid HTTP/1.1"
            case .tooLarge: "the answer is too large"
            case .shutDown: "shut down"
            }
        return self.detail.isEmpty ? text : "\(text): \(self.detail)"
    }
}
