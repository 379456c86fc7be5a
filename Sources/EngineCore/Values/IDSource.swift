/// Makes UUIDv7 values (RFC 9562 section 5.7): 48 bits of milliseconds, then 74 random bits; each is larger than the one before.
public struct IDSource: Sendable {
    private var random: @Sendable () -> UInt64
    private var last = ID.nil

    /// - Parameter random: Gives 64 random bits a call; tests and simulation pass a seeded generator.
    public init(random: @escaping @Sendable () -> UInt64 = { UInt64.random(in: .min ... .max) }) {
        self.random = random
    }

    /// A new id.
    /// - Parameter now: Microseconds since 1970 UTC.
    /// - Returns: One that is larger than all before.
    public mutating func next(now: Int64) -> ID {
        let milliseconds = UInt64(max(0, now) / 1_000) & 0xFFFF_FFFF_FFFF
        let high = milliseconds << 16 | 0x7000 | self.random() & 0x0FFF
        let low = 0x8000_0000_0000_0000 | self.random() & 0x3FFF_FFFF_FFFF_FFFF
        var id = ID(high: high, low: low)
        if id <= self.last { id = self.successor(of: self.last) }
        self.last = id
        return id
    }

    /// Monotonic random (RFC 9562 section 6.2, method 2), also when a clock steps back.
    private func successor(of id: ID) -> ID {
        let low = (id.low &+ 1) & 0x3FFF_FFFF_FFFF_FFFF
        if low != 0 { return ID(high: id.high, low: 0x8000_0000_0000_0000 | low) }
        let counter = id.high & 0x0FFF
        let high = counter == 0x0FFF ? (id.high & ~0xFFFF) &+ 0x1_0000 | 0x7000 : id.high &+ 1
        return ID(high: high, low: 0x8000_0000_0000_0000)
    }
}
