import COpenSSL

/// The hash of the audit chain.
enum SHA256 {
    static let byteCount = 32

    /// Of the front of some bytes.
    static func hash(_ bytes: [UInt8], count: Int) -> [UInt8] { bytes[..<count].withUnsafeBytes { Self.hash($0) } }

    static func hash(_ bytes: UnsafeRawBufferPointer) -> [UInt8] {
        var hash = [UInt8](repeating: 0, count: Self.byteCount)
        var count: UInt32 = 0
        let result = EVP_Digest(bytes.baseAddress, bytes.count, &hash, &count, EVP_sha256(), nil)
        // It fails only when there is no memory or no such hash: a chain without one would prove nothing.
        precondition(result == 1 && count == 32, "EVP_Digest: \(result)")
        return hash
    }
}
