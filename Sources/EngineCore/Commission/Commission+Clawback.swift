extension Commission {
    /// What the agent still has of it, held or released.
    package var outstanding: Int64 { self.accrued - self.reversed }

    /// What a refund takes back: cumulative, so that rounding never adds up and the last refund takes exactly the rest.
    ///
    /// `floor(accrued * refunded / amount) - reversed` (engine.md section 6).
    /// - Parameters:
    ///   - refunded: What of the line is refunded, this refund included, 0...`amount`.
    ///   - amount: The line's amount, above 0.
    /// - Returns: At least 0; `reversed` grows by it.
    package func clawback(refunded: Int64, of amount: Int64) -> Int64 {
        let target = Amount.portion(of: self.accrued, part: refunded, whole: amount)
        precondition(target >= self.reversed, "commission \(self.key) reversed \(self.reversed) of \(target)")
        return target - self.reversed
    }
}
