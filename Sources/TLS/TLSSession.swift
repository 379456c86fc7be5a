import COpenSSL
import NIOCore

/// One connection's TLS over memory: bytes of the network in, bytes for the network out, plain text on the other side.
///
/// ```
/// network ─ receive ─▶ input ─▶ OpenSSL ─ read ──▶ plain
/// network ◀ takeOutput ─ output ◀─ OpenSSL ◀─ write ─ plain
/// ```
/// - Important: Confined to one thread.
final class TLSSession {
    enum Progress: Equatable {
        case done
        /// Nothing goes on before more came from the network.
        case needMore
        /// The peer ended the connection in order.
        case closed
    }

    private static let noPartialWildcards: UInt32 = 0x4  // X509_CHECK_FLAG_NO_PARTIAL_WILDCARDS of x509v3.h
    private let ssl: OpaquePointer
    private let input: OpaquePointer
    private let output: OpaquePointer
    private let role: TLSContext.Role

    /// - Parameters:
    ///   - context: Gives the role.
    ///   - host: A client's: the name or address that the certificate must be for.
    /// - Throws: `noMemory`; `wrongHost` when the host cannot be verified.
    init(_ context: TLSContext, host: String?) throws(TLSError) {
        guard let ssl = SSL_new(context.pointer) else { throw TLSError(.noMemory) }
        guard let input = BIO_new(BIO_s_mem()) else {
            SSL_free(ssl)
            throw TLSError(.noMemory)
        }
        guard let output = BIO_new(BIO_s_mem()) else {
            BIO_free(input)
            SSL_free(ssl)
            throw TLSError(.noMemory)
        }
        SSL_set_bio(ssl, input, output)  // owns both now
        (self.ssl, self.input, self.output, self.role) = (ssl, input, output, context.role)
        switch context.role {
        case .server: SSL_set_accept_state(ssl)
        case .client:
            SSL_set_connect_state(ssl)
            guard let host, Self.setHost(ssl, host) else { throw TLSError(.wrongHost, "no host to verify") }
        }
    }

    deinit { SSL_free(self.ssl) }

    /// The name goes into the hello (SNI, RFC 6066 section 3: no addresses) and is verified.
    private static func setHost(_ ssl: OpaquePointer, _ host: String) -> Bool {
        if host.isEmpty { return false }
        if X509_VERIFY_PARAM_set1_ip_asc(SSL_get0_param(ssl), host) == 1 { return true }
        SSL_set_hostflags(ssl, Self.noPartialWildcards)
        return SSL_set1_host(ssl, host) == 1 && wg_SSL_set_tlsext_host_name(ssl, host) == 1
    }

    /// `TLSv1.3`, after the handshake.
    var version: String { String(cString: SSL_get_version(self.ssl)) }
    var cipher: String { SSL_get_cipher_name(self.ssl) }

    private func SSL_get_cipher_name(_ ssl: OpaquePointer) -> String {
        guard let name = SSL_CIPHER_get_name(SSL_get_current_cipher(ssl)) else { return "" }
        return String(cString: name)
    }

    /// Takes bytes of the network; all of them, they wait for `handshake` or `read`.
    func receive(_ bytes: UnsafeRawBufferPointer) throws(TLSError) {
        if bytes.isEmpty { return }
        if BIO_write(self.input, bytes.baseAddress, CInt(bytes.count)) != CInt(bytes.count) {
            throw TLSError(.noMemory)
        }
    }

    /// Moves what is for the network behind `buffer`.
    func takeOutput(into buffer: inout ByteBuffer) {
        let count = BIO_ctrl_pending(self.output)
        if count == 0 { return }
        buffer.writeWithUnsafeMutableBytes(minimumWritableBytes: count) { space in
            max(0, Int(BIO_read(self.output, space.baseAddress, CInt(count))))
        }
    }

    func handshake() throws(TLSError) -> Progress {
        OpenSSLError.clear()
        let result = SSL_do_handshake(self.ssl)
        if result == 1 { return .done }
        switch SSL_get_error(self.ssl, result) {
        case SSL_ERROR_WANT_READ, SSL_ERROR_WANT_WRITE: return .needMore
        default: throw self.handshakeError()
        }
    }

    private func handshakeError() -> TLSError {
        let reason = OpenSSLError.take()
        let verdict = SSL_get_verify_result(self.ssl)
        guard self.role == .client, verdict != Int(X509_V_OK) else { return TLSError(.handshakeFailed, reason) }
        let words = String(cString: X509_verify_cert_error_string(verdict))
        switch CInt(verdict) {
        case X509_V_ERR_CERT_HAS_EXPIRED, X509_V_ERR_CERT_NOT_YET_VALID: return TLSError(.expiredCertificate, words)
        case X509_V_ERR_HOSTNAME_MISMATCH, X509_V_ERR_IP_ADDRESS_MISMATCH: return TLSError(.wrongHost, words)
        default: return TLSError(.untrustedCertificate, words)
        }
    }

    /// Reads plain text behind `buffer`, at most `limit` bytes.
    func read(into buffer: inout ByteBuffer, limit: Int) throws(TLSError) -> Progress {
        OpenSSLError.clear()
        var result: CInt = 0
        buffer.writeWithUnsafeMutableBytes(minimumWritableBytes: limit) { space in
            result = SSL_read(self.ssl, space.baseAddress, CInt(limit))
            return max(0, Int(result))
        }
        if result > 0 { return .done }
        return try self.progress(result)
    }

    /// Encrypts some of the bytes.
    /// - Returns: How many were taken: all but for an empty buffer.
    func write(_ bytes: UnsafeRawBufferPointer) throws(TLSError) -> Int {
        if bytes.isEmpty { return 0 }
        OpenSSLError.clear()
        let result = SSL_write(self.ssl, bytes.baseAddress, CInt(clamping: bytes.count))
        if result > 0 { return Int(result) }
        _ = try self.progress(result)
        throw TLSError(.protocolError, "nothing can be written")
    }

    /// Says that we end the connection.
    func close() {
        OpenSSLError.clear()
        SSL_shutdown(self.ssl)
        OpenSSLError.clear()
    }

    private func progress(_ result: CInt) throws(TLSError) -> Progress {
        switch SSL_get_error(self.ssl, result) {
        case SSL_ERROR_WANT_READ, SSL_ERROR_WANT_WRITE: return .needMore
        case SSL_ERROR_ZERO_RETURN: return .closed
        default: throw TLSError(.protocolError, OpenSSLError.take())
        }
    }
}

@available(*, unavailable) extension TLSSession: Sendable {}
