extension [UInt8] {
    /// Appends an integer, most significant byte first.
    package mutating func appendBigEndian(_ number: some FixedWidthInteger) {
        Swift.withUnsafeBytes(of: number.bigEndian) { self.append(contentsOf: $0) }
    }

    /// - Returns: Nil when the array ends before the integer does.
    package func bigEndian<Number: FixedWidthInteger>(_ type: Number.Type, at offset: Int) -> Number? {
        guard offset >= 0, offset + Number.bitWidth / 8 <= self.count else { return nil }
        return self[offset..<offset + Number.bitWidth / 8].reduce(0) { $0 << 8 | Number(truncatingIfNeeded: $1) }
    }
}
