import Synchronization
package import Telemetry

/// The key that fingerprints of credentials and hashes of addresses are made with; another one every day.
///
/// One for all shards, so that a credential has the same fingerprint in every record of a day.
package final class FingerprintKeys: Sendable {
    /// Bytes of a key.
    package static let byteCount = 32

    private let key: Mutex<Secret<[UInt8]>>
    private let changes = Atomic<UInt64>(0)

    /// Begins with a random key.
    package init() { self.key = Mutex(Self.random()) }

    /// From here on every fingerprint is made with this key.
    package func replace(with key: Secret<[UInt8]>) {
        self.key.withLock { $0 = key }
        self.changes.wrappingAdd(1, ordering: .releasing)
    }

    package static func random() -> Secret<[UInt8]> {
        var generator = SystemRandomNumberGenerator()
        return Secret((0..<Self.byteCount).map { _ in generator.next() as UInt8 })
    }

    /// Counts the changes, so that a loop sees one without taking the lock.
    var generation: UInt64 { self.changes.load(ordering: .acquiring) }

    var current: Secret<[UInt8]> { self.key.withLock { $0 } }
}
