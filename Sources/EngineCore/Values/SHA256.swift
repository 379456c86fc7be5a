import COpenSSL

/// The hash of the audit chain and of statements (FIPS 180-4).
package enum SHA256 {
    package static let byteCount = 32

    package static func hash(_ bytes: [UInt8]) -> [UInt8] {
        var hash = [UInt8](repeating: 0, count: Self.byteCount)
        var count: UInt32 = 0
        let result = bytes.withUnsafeBytes {
            EVP_Digest($0.baseAddress, $0.count, &hash, &count, EVP_sha256(), nil)
        }
        // It fails only when there is no memory or no such hash: a chain without one would prove nothing.
        precondition(result == 1 && count == 32, "EVP_Digest: \(result)")
        return hash
    }
}
