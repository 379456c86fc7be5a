import COpenSSL

/// Settings that many connections share: role, certificates, what is trusted.
///
/// TLS 1.2 and newer, no renegotiation, no compression, ciphers as OpenSSL orders them.
package final class TLSContext: @unchecked Sendable {  // OpenSSL locks it; we do not change it after init
    package enum Role: Sendable { case client, server }

    package let role: Role
    let pointer: OpaquePointer

    private static let modeControl: CInt = 33  // SSL_CTRL_MODE
    private static let modes = 0x1 | 0x2 | 0x10  // partial writes, moving buffers, release of idle buffers
    private static let options: UInt64 = 1 << 30 | 1 << 17  // SSL_OP_NO_RENEGOTIATION, SSL_OP_NO_COMPRESSION

    private init(_ role: Role) throws(TLSError) {
        let method = role == .client ? TLS_client_method() : TLS_server_method()
        guard let pointer = SSL_CTX_new(method) else { throw TLSError(.noMemory, OpenSSLError.take()) }
        self.role = role
        self.pointer = pointer
        _ = wg_SSL_CTX_set_min_proto_version(pointer, TLS1_2_VERSION)
        SSL_CTX_ctrl(pointer, Self.modeControl, Self.modes, nil)
        SSL_CTX_set_options(pointer, Self.options)
    }

    deinit { SSL_CTX_free(self.pointer) }

    /// For connections that we open; the server's certificate and name are always verified.
    ///
    /// - Parameter caFile: Certificates to trust, as PEM; nil: those of the system.
    /// - Returns: A context that any thread may use.
    /// - Throws: `badFile`.
    package static func client(caFile: String? = nil) throws(TLSError) -> TLSContext {
        let context = try TLSContext(.client)
        OpenSSLError.clear()
        if let caFile {
            guard SSL_CTX_load_verify_file(context.pointer, caFile) == 1 else {
                throw TLSError(.badFile, "\(caFile): \(OpenSSLError.take())")
            }
        } else if SSL_CTX_set_default_verify_paths(context.pointer) != 1 {
            throw TLSError(.badFile, "the system's certificates: \(OpenSSLError.take())")
        }
        SSL_CTX_set_verify(context.pointer, SSL_VERIFY_PEER, nil)
        return context
    }

    /// For connections that others open.
    ///
    /// - Parameters:
    ///   - certificateFile: Our certificate and those between it and the authority's, as PEM.
    ///   - keyFile: Its private key, as PEM without a password.
    /// - Returns: A context that any thread may use.
    /// - Throws: `badFile`: a file cannot be read, or the key is another certificate's.
    package static func server(certificateFile: String, keyFile: String) throws(TLSError) -> TLSContext {
        let context = try TLSContext(.server)
        OpenSSLError.clear()
        guard SSL_CTX_use_certificate_chain_file(context.pointer, certificateFile) == 1 else {
            throw TLSError(.badFile, "\(certificateFile): \(OpenSSLError.take())")
        }
        guard SSL_CTX_use_PrivateKey_file(context.pointer, keyFile, SSL_FILETYPE_PEM) == 1,
            SSL_CTX_check_private_key(context.pointer) == 1
        else { throw TLSError(.badFile, "\(keyFile): \(OpenSSLError.take())") }
        return context
    }
}
