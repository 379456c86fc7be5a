extension PlanRates {
    /// Shares a line among the levels of an upline (engine.md section 6); shares of 0 are left out.
    ///
    /// A skipped agent's share stays with the platform: levels do not move up, and in differential mode the agents above
    /// still earn only what their rate adds to his. The sum is at most `floor(base * largestShare / 10^6)`.
    /// - Parameters:
    ///   - base: The line's amount, 0...10^15.
    ///   - upline: The snapshot of the order.
    ///   - isSkipped: Whether an agent no longer earns, being closed.
    /// - Returns: One share for each level that earns, from level 1 upward.
    package func shares(of base: Int64, among upline: Upline, skipping isSkipped: (ID) -> Bool) -> [CommissionShare] {
        var shares: [CommissionShare] = []
        var reached: Int32 = 0
        for (index, entry) in upline.entries.prefix(Self.levelLimit).enumerated() {
            let amount: Int64
            let rate: Int32
            switch self {
            case .unilevel(let rates):
                guard index < rates.count else { return shares }
                rate = rates[index]
                amount = Amount.share(of: base, ppm: rate)
            case .differential(let rates):
                let own = rates[entry.tier] ?? 0
                guard own > reached else { continue }
                rate = own - reached
                amount = Amount.share(of: base, ppm: own) - Amount.share(of: base, ppm: reached)
                reached = own
            }
            if amount > 0 && !isSkipped(entry.agentID) {
                shares.append(
                    CommissionShare(level: Int16(index + 1), agentID: entry.agentID, ratePpm: rate, amount: amount)
                )
            }
        }
        return shares
    }
}
