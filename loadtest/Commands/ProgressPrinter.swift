import Glibc

/// Shows the run's progress on stderr: one rewritten line on a terminal, a plain line every 5 s elsewhere.
struct ProgressPrinter {
    private static let plainSeconds = 5
    private let isTerminal = isatty(STDERR_FILENO) == 1
    private var calls = 0

    /// Called about once a second.
    mutating func print(_ progress: RunProgress) {
        self.calls += 1
        let line = Self.line(progress)
        if self.isTerminal {
            Self.write("\r\u{1B}[2K" + line)
        } else if self.calls.isMultiple(of: Self.plainSeconds) {
            Self.write(line + "\n")
        }
    }

    /// Leaves the terminal's line empty for what follows.
    func finish() {
        if self.isTerminal, self.calls > 0 { Self.write("\r\u{1B}[2K") }
    }

    static func line(_ progress: RunProgress) -> String {
        let counters = progress.counters
        let second = progress.second
        func time(_ value: Double?) -> String { value.map { NumberText.duration(nanoseconds: $0) } ?? "none" }
        var parts = [
            "\(NumberText.fixed(progress.elapsedSeconds, 0))s \(progress.isWarmup ? "warm-up" : "measured")",
            "planned \(counters.planned)", "sent \(counters.sent)", "ok \(counters.ok)", "failed \(counters.failed)",
            "dropped \(counters.dropped)", "in flight \(progress.inFlight)",
            "last second \(second.ok)/s p50 \(time(second.response.nanoseconds(at: 50)))"
                + " p99 \(time(second.response.nanoseconds(at: 99)))",
        ]
        if let late = progress.latenessP99 { parts.append("lateness p99 \(time(late))") }
        if let share = progress.cpuShare { parts.append("own CPU \(NumberText.fixed(share * 100, 0)) %") }
        return parts.joined(separator: ", ")
    }

    /// Messages go to stderr; when nobody reads it any more there is nothing left to do about it.
    static func write(_ text: String) {
        try? SystemFile.write(text, to: STDERR_FILENO, named: "stderr")
    }
}
