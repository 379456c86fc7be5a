/// What the numbers of the records say about their delivery.
package enum DeliveryCheck {
    /// What is known beside the numbers.
    package struct Terms: Sendable {
        /// Where the records lie: `the files in /var/log/watchgate`.
        package var place: String
        /// Whether the records of the oldest boot may begin anywhere: older ones were deleted.
        package var mayBeginLate: Bool
        /// Whether any boot may begin anywhere: only a span of time was read.
        package var isSpan = false
        /// The last number that `stream.closed` states.
        package var closed: [SequenceAudit.Key: UInt64] = [:]
        /// Lines that are no records.
        package var damagedLines: UInt64 = 0

        package init(place: String, mayBeginLate: Bool) {
            (self.place, self.mayBeginLate) = (place, mayBeginLate)
        }
    }

    private static let fix = """
        Compare the count with log_pipeline_events_dropped_total (what was dropped leaves such a gap) and with \
        stream.closed in the app log; what neither explains is a fault to report.
        """

    package static func evaluate(_ id: CheckID, _ audit: SequenceAudit, _ terms: Terms) -> Finding {
        var problems: [String] = []
        for (key, track) in audit.tracks.sorted(by: { $0.key < $1.key }) {
            let late = terms.isSpan || (terms.mayBeginLate && key.boot == audit.boots.first)
            if let text = Self.problem(track, mayBeginLate: late, closed: terms.closed[key]) {
                problems.append("\(key): \(text)")
            }
        }
        for (key, last) in terms.closed.sorted(by: { $0.key < $1.key }) where audit.tracks[key] == nil {
            problems.append("\(key): all \(last) records are missing")
        }
        if terms.damagedLines > 0 { problems.append("\(terms.damagedLines) lines are no records") }
        if audit.untracked > 0 { problems.append("\(audit.untracked) records of too many starts were not followed") }
        if problems.isEmpty {
            let streams = audit.tracks.count
            return .ok(id, "\(terms.place): \(audit.count) records of \(streams) sequences, none missing, none twice")
        }
        let shown = problems.prefix(5).joined(separator: "; ")
        let more = problems.count > 5 ? " and \(problems.count - 5) more" : ""
        return .failed(id, "\(terms.place): \(shown)\(more)", fix: Self.fix)
    }

    private static func problem(_ track: SequenceAudit.Track, mayBeginLate: Bool, closed: UInt64?) -> String? {
        var parts: [String] = []
        let atLeast = track.isInexact ? "at least " : ""
        if !mayBeginLate, track.first > 1 { parts.append("1 to \(track.first - 1) missing before the first") }
        if track.missing > 0 {
            let gaps = track.gaps.sorted { $0.lowerBound < $1.lowerBound }.prefix(3).map { gap in
                gap.lowerBound == gap.upperBound ? "\(gap.lowerBound)" : "\(gap.lowerBound) to \(gap.upperBound)"
            }
            parts.append("\(atLeast)\(track.missing) missing (\(gaps.joined(separator: ", ")))")
        }
        if let closed, closed > track.last { parts.append("\(track.last + 1) to \(closed) missing at the end") }
        if track.repeated > 0 { parts.append("\(track.repeated) twice") }
        return parts.isEmpty ? nil : parts.joined(separator: ", ")
    }
}
