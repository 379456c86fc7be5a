import NIOCore
package import Telemetry

/// A rate limit ready to decide.
///
/// An exchange keeps the one it was asked under, whatever a reload does meanwhile.
package final class RateLimit: Sendable {
    package let rule: GCRA
    package let label: ConfiguredLabel
    package let isShadow: Bool
    /// Given once per name and kept over reloads, so that a reload keeps the table's entries.
    package let number: Int
    /// Mixed with the client's address.
    package let salt: UInt64
    /// The value of `RateLimit-Policy`: `"name";q=limit;w=seconds`.
    package let policyText: [UInt8]
    /// The name as a quoted string.
    package let nameText: [UInt8]

    package init(_ plan: RateLimitPlan, label: ConfiguredLabel, number: Int, salt: UInt64) {
        let seconds = max(plan.per.nanoseconds / 1_000_000_000, 1)
        self.rule = GCRA(limit: plan.limit, per: UInt64(plan.per.nanoseconds), burst: plan.burst)
        self.label = label
        self.isShadow = plan.isShadow
        self.number = number
        self.salt = salt ^ FNV1a.hash(plan.name.utf8)
        self.policyText = Array("\"\(plan.name)\";q=\(plan.limit);w=\(seconds)".utf8)
        self.nameText = Array("\"\(plan.name)\"".utf8)
    }
}
