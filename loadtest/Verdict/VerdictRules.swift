/// Applies the rules V1 to V7; each answers nil when it is kept.
package enum VerdictRules {
    package static func broken(_ figures: VerdictFigures) -> [VerdictReason] {
        VerdictRule.allCases.compactMap { Self.check($0, figures) }
    }

    package static func check(_ rule: VerdictRule, _ figures: VerdictFigures) -> VerdictReason? {
        switch rule {
        case .neverAttempted: Self.neverAttempted(figures)
        case .lateness: Self.lateness(figures)
        case .generatorCPU: Self.generatorCPU(figures)
        case .ownLimits: Self.ownLimits(figures)
        case .littlesLaw: Self.littlesLaw(figures)
        case .books: Self.books(figures)
        case .suspiciousEquality: Self.suspiciousEquality(figures)
        }
    }

    private static func neverAttempted(_ figures: VerdictFigures) -> VerdictReason? {
        let (planned, missing) = (figures.counters.planned, figures.counters.neverAttempted)
        guard planned > 0, Double(missing) > 0.01 * Double(planned) else { return nil }
        let share = NumberText.percent(Double(missing) / Double(planned))
        return VerdictReason(
            rule: "V1",
            limit: "1 %",
            value: share,
            text: "\(missing) of \(planned) planned requests (\(share)) were never attempted"
        )
    }

    private static func lateness(_ figures: VerdictFigures) -> VerdictReason? {
        guard let late = figures.latenessP99 else { return nil }
        let limit = max(1e6, 0.1 * (figures.responseP50 ?? 0))
        guard late > limit else { return nil }
        let value = NumberText.duration(nanoseconds: late)
        let limitText = NumberText.duration(nanoseconds: limit)
        return VerdictReason(
            rule: "V2",
            limit: limitText,
            value: value,
            text: "the generator started late: lateness p99 \(value), limit \(limitText)"
        )
    }

    private static func generatorCPU(_ figures: VerdictFigures) -> VerdictReason? {
        guard let share = figures.peakCPUShare, share > 0.8 else { return nil }
        let value = NumberText.percent((share * 1000).rounded() / 1000)
        return VerdictReason(
            rule: "V3",
            limit: "80 %",
            value: value,
            text: "the generator used \(value) of its CPU, limit 80 %: more threads, cores or machines are needed"
        )
    }

    private static func ownLimits(_ figures: VerdictFigures) -> VerdictReason? {
        let limits = figures.limits
        guard limits.count > 0 else { return nil }
        let longest = NumberText.duration(nanoseconds: Double(limits.longestTurnNanoseconds))
        let parts = [
            (limits.fileDescriptors, "file descriptors"), (limits.ports, "local ports"), (limits.buffers, "buffers"),
            (limits.histogramOverflow, "latencies over an hour"),
            (limits.slowTurns, "event-loop turns over 10 ms, the longest \(longest)"),
        ]
        let text = parts.filter { $0.0 > 0 }.map { "\($0.0) × \($0.1)" }.joined(separator: "; ")
        return VerdictReason(
            rule: "V4",
            limit: "0",
            value: "\(limits.count)",
            text: "the generator hit its own limits: \(text)"
        )
    }

    private static func littlesLaw(_ figures: VerdictFigures) -> VerdictReason? {
        guard let gap = figures.littleGap, gap > 0.05 else { return nil }
        let value = NumberText.percent((gap * 1000).rounded() / 1000)
        return VerdictReason(
            rule: "V5",
            limit: "5 %",
            value: value,
            text: "Little's law: requests in flight and rate × time differ by \(value), limit 5 %"
        )
    }

    private static func books(_ figures: VerdictFigures) -> VerdictReason? {
        let counters = figures.counters
        let gap = counters.planned - counters.accounted
        guard gap != 0 else { return nil }
        return VerdictReason(
            rule: "V6",
            limit: "0",
            value: "\(gap)",
            text: "the books do not balance: planned \(counters.planned), with an outcome \(counters.accounted)"
        )
    }

    private static func suspiciousEquality(_ figures: VerdictFigures) -> VerdictReason? {
        guard figures.responseCount >= 10_000, let middle = figures.responseP50, middle == figures.responseP999 else {
            return nil
        }
        let value = NumberText.duration(nanoseconds: middle)
        return VerdictReason(
            rule: "V7",
            limit: "p50 < p99.9",
            value: value,
            text: "p50 and p99.9 are both \(value): no real target answers like that"
        )
    }
}
