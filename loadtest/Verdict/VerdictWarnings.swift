/// What does not change the verdict but should be known.
package enum VerdictWarnings {
    package static func texts(_ figures: VerdictFigures) -> [String] {
        var texts: [String] = []
        if let late = figures.latenessP99, let middle = figures.responseP50, late > 0.1 * middle, late <= 1e6 {
            texts.append(
                "lateness p99 \(NumberText.duration(nanoseconds: late)) is over 10 % of the response p50, but under 1 ms"
            )
        }
        if let steal = figures.stealShare, steal > 0.05 {
            texts.append(
                "the hypervisor took \(NumberText.percent((steal * 1000).rounded() / 1000)) of the CPU (steal)"
            )
        }
        if let drift = figures.warmupDrift, drift > 0.2 {
            texts.append(
                "the last two seconds of the warm-up differ by \(NumberText.percent((drift * 100).rounded() / 100)): "
                    + "--warmup is too short"
            )
        }
        if figures.isColocated {
            texts.append(
                "co-located: generator and target share this machine, so capacity needs the CPU split beside it"
            )
        }
        return texts
    }
}
