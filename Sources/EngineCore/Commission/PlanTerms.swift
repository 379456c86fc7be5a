/// All that a commission plan promises, checked: what a proposal must pass, and again its approval.
package struct PlanTerms: Sendable, Hashable {
    /// Days that a commission can be held after completion.
    package static let holdDays: ClosedRange<Int16> = 0...365

    package let mode: PlanMode
    package let rates: PlanRates
    /// The largest share of a line that may be paid, ppm.
    package let capPpm: Int32
    package let holdDays: Int16

    /// - Throws: `invalid-parameter` for rates, cap or days that cannot be; `plan-cap-exceeded` with `cap_ppm` and
    ///   `largest_ppm` if the sum of the rates (unilevel) or the largest one (differential) is above the cap.
    package init(mode: PlanMode, rates: CanonicalJSON, capPpm: Int32, holdDays: Int16) throws(Rejection) {
        let read = try PlanRates(mode: mode, json: rates)
        guard (0...Amount.million).contains(Int64(capPpm)) else {
            throw .parameter("/cap_ppm", "must be 0 to 1000000")
        }
        guard Self.holdDays.contains(holdDays) else {
            throw .parameter("/hold_days", "must be 0 to \(Self.holdDays.upperBound)")
        }
        guard read.largestShare <= Int64(capPpm) else {
            throw Rejection(
                .planCapExceeded,
                ["cap_ppm": .int(Int64(capPpm)), "largest_ppm": .int(read.largestShare)]
            )
        }
        (self.mode, self.rates, self.capPpm, self.holdDays) = (mode, read, capPpm, holdDays)
    }
}
