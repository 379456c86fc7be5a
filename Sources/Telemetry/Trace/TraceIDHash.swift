/// A keyed hash of a trace id: a caller who chooses ids does not choose what is sampled.
enum TraceIDHash {
    /// SplitMix64's finaliser over both halves and the key; the same for every request of a trace in one process.
    static func hash(_ high: UInt64, _ low: UInt64, key: UInt64) -> UInt64 {
        Self.finish(Self.mix(Self.mix(key ^ high, low), key))
    }

    private static func mix(_ value: UInt64, _ next: UInt64) -> UInt64 {
        var value = (value ^ (value >> 30)) &* 0xBF58_476D_1CE4_E5B9
        value = (value ^ (value >> 27)) &* 0x94D0_49BB_1331_11EB
        return (value ^ (value >> 31)) &+ next
    }

    private static func finish(_ value: UInt64) -> UInt64 { value ^ (value >> 29) }
}
