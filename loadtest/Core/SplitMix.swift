/// SplitMix64: a hash that turns a seed and a number into well-mixed bits, so that equal seeds give equal identifiers.
package struct SplitMix: Sendable {
    package let seed: UInt64

    package init(seed: UInt64) {
        self.seed = seed
    }

    /// - Returns: The `index`-th value of the sequence of this seed.
    package func value(at index: UInt64) -> UInt64 {
        var bits = self.seed &+ (index &+ 1) &* 0x9E37_79B9_7F4A_7C15
        bits = (bits ^ (bits >> 30)) &* 0xBF58_476D_1CE4_E5B9
        bits = (bits ^ (bits >> 27)) &* 0x94D0_49BB_1331_11EB
        return bits ^ (bits >> 31)
    }
}
