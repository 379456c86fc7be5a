/// The rates of a commission plan, read from what is stored or asked for.
///
/// Rates are parts per million of a line's amount, 0...1 000 000 (engine.md section 6).
package enum PlanRates: Sendable, Hashable {
    /// Rates by level; the first belongs to the member's own agent.
    case unilevel([Int32])
    /// Rates by the agent's tier; a tier that is not named earns nothing.
    case differential([Int16: Int32])

    /// The most levels a plan may pay: a rule of the business, so not a setting; `commission.max_levels` may lower it.
    package static let levelLimit = 2
    /// The most tiers one plan may name.
    package static let tierLimit = 100

    /// The highest share of a line that the plan can pay, ppm: the sum by level, or the largest rate of a tier.
    package var largestShare: Int64 {
        switch self {
        case .unilevel(let rates): rates.reduce(0) { $0 + Int64($1) }
        case .differential(let rates): Int64(rates.values.max() ?? 0)
        }
    }

    /// The form in which rates are stored: `[50000,20000]` or `{"1":30000,"2":50000}`.
    package var json: CanonicalJSON {
        switch self {
        case .unilevel(let rates): return .array(rates.map { .int(Int64($0)) })
        case .differential(let rates):
            let members = rates.map { tier, rate in (String(tier), CanonicalJSON.int(Int64(rate))) }
            return .object(Dictionary(uniqueKeysWithValues: members))
        }
    }
}
