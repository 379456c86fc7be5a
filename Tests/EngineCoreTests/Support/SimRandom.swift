/// Pseudo-random numbers that a printed seed brings back (SplitMix64), with the questions a simulation asks.
struct SimRandom: RandomNumberGenerator {
    private var state: UInt64

    init(seed: UInt64) { self.state = seed }

    mutating func next() -> UInt64 {
        self.state &+= 0x9E37_79B9_7F4A_7C15
        var mixed = self.state
        mixed = (mixed ^ mixed >> 30) &* 0xBF58_476D_1CE4_E5B9
        mixed = (mixed ^ mixed >> 27) &* 0x94D0_49BB_1331_11EB
        return mixed ^ mixed >> 31
    }

    /// A number of 0..<bound; the small bias does not matter here.
    mutating func below(_ bound: Int) -> Int { Int(self.next() % UInt64(bound)) }

    /// A number of the range.
    mutating func within(_ range: ClosedRange<Int64>) -> Int64 {
        range.lowerBound + Int64(self.next() % UInt64(range.upperBound - range.lowerBound + 1))
    }

    /// True in `percent` of 100 cases.
    mutating func chance(_ percent: Int) -> Bool { self.below(100) < percent }

    /// One of the values, or nil if there is none.
    mutating func pick<Value>(_ values: [Value]) -> Value? { values.isEmpty ? nil : values[self.below(values.count)] }
}
