/// The rules of section 5 that make a run INVALID: the generator or the set-up was the limit.
package enum VerdictRule: String, CaseIterable, Sendable {
    /// Planned but never attempted.
    case neverAttempted = "V1"
    /// The generator started requests late.
    case lateness = "V2"
    /// The generator's CPU.
    case generatorCPU = "V3"
    /// Limits of the generator: descriptors, ports, buffers, histograms, event-loop turns.
    case ownLimits = "V4"
    /// Little's law.
    case littlesLaw = "V5"
    /// Every planned request has exactly one outcome.
    case books = "V6"
    /// p50 equals p99.9: no real target does that.
    case suspiciousEquality = "V7"
}
