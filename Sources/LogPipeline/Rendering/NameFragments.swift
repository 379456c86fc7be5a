import Telemetry

/// The names of a ``NameTable``, escaped and ready to be copied.
///
/// Owned by the rendering thread. Takes a new copy of the table when a record names an id it has not seen, which
/// happens after a reload and otherwise never.
struct NameFragments: ~Copyable {
    private let names: NameTable
    private let arena = FragmentArena()
    private var fragments: [Fragment] = []

    init(_ names: NameTable) {
        self.names = names
        self.update()
    }

    /// The escaped name; empty for an id the table never gave.
    @inline(__always)
    mutating func fragment(_ id: UInt32) -> Fragment {
        let index = Int(id)
        if index < self.fragments.count { return self.fragments[index] }
        self.update()
        return self.fragments[index < self.fragments.count ? index : 0]
    }

    @inline(never)
    private mutating func update() {
        let texts = self.names.snapshot
        for text in texts[self.fragments.count...] { self.fragments.append(self.arena.keep(escaping: text)) }
    }
}
