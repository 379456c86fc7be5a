/// A credential as it is sent: its scheme, which may be logged, and what must not be.
struct CredentialText {
    /// As it is logged: one of a closed list, since a client can write its secret where the scheme belongs.
    let scheme: StaticString
    /// What the fingerprint is made of: all behind the scheme, or the whole value when there is no known scheme.
    let secret: UnsafeRawBufferPointer

    /// Schemes of the IANA registry and the usual ones beside it.
    private static let schemes: [StaticString] = [
        "basic", "bearer", "digest", "dpop", "gnap", "hoba", "mutual", "negotiate", "ntlm", "oauth", "privatetoken",
        "scram-sha-1", "scram-sha-256", "vapid", "aws4-hmac-sha256", "hawk", "signature", "apikey", "token",
    ]

    /// - Parameters:
    ///   - name: Authorization, Proxy-Authorization or X-Api-Key.
    ///   - value: Without blanks around it.
    init(_ name: FieldName, _ value: UnsafeRawBufferPointer) {
        if name == .xAPIKey {
            (self.scheme, self.secret) = ("api_key", value)
            return
        }
        let end = value.firstIndex { $0 == 0x20 || $0 == 0x09 } ?? value.count
        let known = Self.schemes.first { Self.isEqual($0, value[..<end]) }
        guard let known, end < value.count else {
            (self.scheme, self.secret) = ("other", value)
            return
        }
        let start = value[end...].firstIndex { $0 != 0x20 && $0 != 0x09 } ?? value.count
        (self.scheme, self.secret) = (known, UnsafeRawBufferPointer(rebasing: value[start...]))
    }

    private static func isEqual(_ text: StaticString, _ bytes: Slice<UnsafeRawBufferPointer>) -> Bool {
        guard bytes.count == text.utf8CodeUnitCount else { return false }
        return zip(bytes, UnsafeRawBufferPointer(start: text.utf8Start, count: bytes.count)).allSatisfy {
            byte,
            wanted in
            byte == wanted || (byte >= 0x41 && byte <= 0x5A && byte | 0x20 == wanted)
        }
    }
}
