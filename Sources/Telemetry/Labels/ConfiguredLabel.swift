/// A label value that comes from the configuration (a route, an upstream, a policy): an id in a ``NameTable``.
@usableFromInline package struct ConfiguredLabel: Hashable, Sendable {
    /// The index in the table; ids are dense, start at 0 and are never reused.
    package var id: UInt32

    package init(id: UInt32) { self.id = id }
}
