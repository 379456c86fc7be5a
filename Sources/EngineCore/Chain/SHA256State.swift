import COpenSSL

/// One running SHA-256 of OpenSSL.
///
/// It fails only when there is no memory or no such hash: a chain without one would prove nothing, so that traps.
package struct SHA256State: ~Copyable {
    private let context: OpaquePointer

    package init() {
        guard let context = EVP_MD_CTX_new() else { preconditionFailure("EVP_MD_CTX_new: no memory") }
        self.context = context
        let result = EVP_DigestInit_ex(context, EVP_sha256(), nil)
        precondition(result == 1, "EVP_DigestInit_ex: \(result)")
    }

    deinit { EVP_MD_CTX_free(self.context) }

    package func add(_ bytes: [UInt8]) {
        let result = bytes.withUnsafeBytes { EVP_DigestUpdate(self.context, $0.baseAddress, $0.count) }
        precondition(result == 1, "EVP_DigestUpdate: \(result)")
    }

    /// The hash: 32 bytes; nothing may be added after it.
    package func finish() -> [UInt8] {
        var hash = [UInt8](repeating: 0, count: ChainDigest.byteCount)
        var count: UInt32 = 0
        let result = EVP_DigestFinal_ex(self.context, &hash, &count)
        precondition(result == 1 && count == 32, "EVP_DigestFinal_ex: \(result)")
        return hash
    }
}
