import Synchronization

/// Counts what went away in a registry, so that writers can say up to where they have dropped their handles.
///
/// Raised under the registry's lock, read by writers without it.
final class Generation: Sendable {
    private let number = Atomic<UInt64>(1)

    var value: UInt64 { self.number.load(ordering: .acquiring) }

    func raise() -> UInt64 { self.number.wrappingAdd(1, ordering: .releasing).newValue }
}
