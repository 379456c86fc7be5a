import Telemetry

/// Handles of one family by the labels that vary per request: 16 entries, direct-mapped.
///
/// A miss asks the registry (a lock and a table); a hit is one compare. Collisions only cost the miss again.
struct HistogramCache {
    private var keys = InlineArray<16, UInt64>(repeating: UInt64.max)
    private var handles: [Histogram?] = Array(repeating: nil, count: 16)

    /// Packs what varies.
    @inline(__always)
    static func key(method: UInt8, version: UInt8, status: Int, outcome: UInt8) -> UInt64 {
        UInt64(method) | UInt64(version) << 8 | UInt64(outcome) << 16 | UInt64(UInt16(truncatingIfNeeded: status)) << 24
    }

    @inline(__always)
    mutating func histogram(_ key: UInt64, make: () -> Histogram) -> Histogram {
        let slot = Int(truncatingIfNeeded: (key &* 0x9E37_79B9_7F4A_7C15) >> 60)
        if self.keys[slot] == key, let handle = self.handles[slot] { return handle }
        let handle = make()
        self.keep(handle, key, slot)
        return handle
    }

    // Out of line: code that never runs takes room in the instruction cache when it lies between what does.
    @inline(never)
    private mutating func keep(_ handle: Histogram, _ key: UInt64, _ slot: Int) {
        self.keys[slot] = key
        self.handles[slot] = handle
    }
}
