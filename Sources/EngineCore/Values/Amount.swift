/// Bounds and arithmetic of money: `Int64` minor units, rates in parts per million, products in `Int128`.
package enum Amount {
    /// The largest amount of one transfer, in minor units.
    package static let limit: Int64 = 1_000_000_000_000_000
    package static let million: Int64 = 1_000_000

    /// - Throws: `amount-out-of-range` outside 1...10^15.
    package static func check(_ amount: Int64) throws(Rejection) {
        guard (1...Self.limit).contains(amount) else { throw Rejection(.amountOutOfRange, ["amount": .int(amount)]) }
    }

    /// `floor(base * rate / 10^6)` for a base and a rate of at least 0.
    package static func share(of base: Int64, ppm: Int32) -> Int64 {
        precondition(base >= 0 && ppm >= 0, "share of \(base) at \(ppm) ppm")
        return Int64(Int128(base) * Int128(ppm) / Int128(Self.million))
    }

    /// `floor(amount * part / whole)`; `part == whole` gives `amount` exactly.
    package static func portion(of amount: Int64, part: Int64, whole: Int64) -> Int64 {
        precondition(amount >= 0 && whole > 0 && (0...whole).contains(part), "\(part) of \(whole)")
        return Int64(Int128(amount) * Int128(part) / Int128(whole))
    }
}
