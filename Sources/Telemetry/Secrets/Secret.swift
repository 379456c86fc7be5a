/// A password, key or token that cannot be printed by accident.
///
/// Description, interpolation, mirror and `dump` give `[redacted]`; there is no `Codable`. The bytes lie in memory of
/// their own, which is wiped when the last copy is gone (security.md section 9).
///
/// ```
/// let key = Secret("s3cr3t")
/// print(key)                                     // [redacted]
/// key.withBytes { mac.setKey($0) }               // nothing is copied
/// key.reveal { login(user, password: $0) }       // makes a value: keep it no longer than the call
/// ```
package struct Secret<Value: SecretValue>: Sendable {
    private let storage: SecretStorage

    /// Takes a copy: let go of the original soon, its memory is not ours to wipe.
    package init(_ value: Value) { self.storage = value.withSecretBytes { SecretStorage($0) } }

    /// - Parameters:
    ///   - value: Is copied.
    ///   - onWipe: Sees the memory after it was wiped and before it is given back: for tests.
    package init(_ value: Value, onWipe: @escaping @Sendable (UnsafeRawBufferPointer) -> Void) {
        self.storage = value.withSecretBytes { SecretStorage($0, onWipe: onWipe) }
    }

    package var byteCount: Int { self.storage.byteCount }
    package var isEmpty: Bool { self.storage.byteCount == 0 }

    /// Lends the bytes for the time of the call.
    package func withBytes<Result>(_ body: (UnsafeRawBufferPointer) throws -> Result) rethrows -> Result {
        defer { withExtendedLifetime(self.storage) {} }
        return try body(self.storage.bytes)
    }

    /// Lends the value for the time of the call; the value is a copy that is not wiped.
    package func reveal<Result>(_ body: (Value) throws -> Result) rethrows -> Result {
        try self.withBytes { try body(Value(secretBytes: $0)) }
    }
}

extension Secret: Equatable {
    package static func == (left: Secret, right: Secret) -> Bool { left.storage.isEqual(to: right.storage) }
}

extension Secret: CustomStringConvertible, CustomDebugStringConvertible, CustomReflectable {
    package var description: String { "[redacted]" }
    package var debugDescription: String { "[redacted]" }
    package var customMirror: Mirror { Mirror(reflecting: "[redacted]") }
}
