/// What a ``Secret`` can hold: a value that is its bytes.
package protocol SecretValue: Sendable {
    /// Makes the value again.
    init(secretBytes: UnsafeRawBufferPointer)
    /// Lends the bytes for the time of the call.
    func withSecretBytes<Result>(_ body: (UnsafeRawBufferPointer) throws -> Result) rethrows -> Result
}

extension String: SecretValue {
    package init(secretBytes: UnsafeRawBufferPointer) { self.init(decoding: secretBytes, as: UTF8.self) }

    package func withSecretBytes<Result>(_ body: (UnsafeRawBufferPointer) throws -> Result) rethrows -> Result {
        var copy = self
        return try copy.withUTF8 { try body(UnsafeRawBufferPointer($0)) }
    }
}

extension [UInt8]: SecretValue {
    package init(secretBytes: UnsafeRawBufferPointer) { self.init(secretBytes) }

    package func withSecretBytes<Result>(_ body: (UnsafeRawBufferPointer) throws -> Result) rethrows -> Result {
        try self.withUnsafeBytes(body)
    }
}
