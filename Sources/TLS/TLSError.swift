/// Why a TLS connection is of no use, or cannot be made.
package struct TLSError: Error, Equatable, CustomStringConvertible {
    package enum Code: Sendable, CaseIterable {
        /// The peer's certificate is not signed by an authority we trust.
        case untrustedCertificate
        case expiredCertificate
        /// The certificate is for another name or address.
        case wrongHost
        case handshakeFailed
        case handshakeTimedOut
        /// The peer closed the connection without saying so: what came last may be missing.
        case truncated
        /// Something that is no TLS record, or a forged one.
        case protocolError
        /// More was written than may wait for the handshake.
        case tooMuchPending
        /// A certificate or key file cannot be used.
        case badFile
        /// OpenSSL has no memory.
        case noMemory
    }

    package var code: Code
    /// OpenSSL's words, or the file.
    package var detail: String

    package init(_ code: Code, _ detail: String = "") {
        self.code = code
        self.detail = detail
    }

    package var description: String {
        let text =
            switch self.code {
            case .untrustedCertificate: "the server's certificate is not trusted"
            case .expiredCertificate: "the server's certificate has expired or is not valid yet"
            case .wrongHost: "the server's certificate is for another host"
            case .handshakeFailed: "the handshake failed"
            case .handshakeTimedOut: "no handshake in time"
            case .truncated: "closed without close_notify"
            case .protocolError: "not valid TLS"
            case .tooMuchPending: "too much waits for the handshake"
            case .badFile: "a file cannot be used"
            case .noMemory: "no memory"
            }
        return self.detail.isEmpty ? text : "\(text): \(self.detail)"
    }
}
