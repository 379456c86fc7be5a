/// The bounds of an agent's tier.
package enum AgentTier {
    package static let range: ClosedRange<Int16> = 0...1_000

    /// - Throws: `invalid-parameter` that names `/tier`.
    package static func check(_ tier: Int16) throws(Rejection) {
        guard Self.range.contains(tier) else { throw .parameter("/tier", "must be 0 to \(Self.range.upperBound)") }
    }
}
