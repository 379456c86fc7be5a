/// What one check found: a line of `watchgate doctor`.
package struct Finding: Equatable, Sendable {
    package enum Verdict: String, Sendable { case ok, warning, failed }

    package var id: CheckID
    package var verdict: Verdict
    /// What was seen.
    package var cause: String
    /// What to do, in one sentence; empty when all is well.
    package var fix: String
    /// It failed because somebody did not answer.
    package var isUnreachable = false

    private init(_ id: CheckID, _ verdict: Verdict, _ cause: String, _ fix: String) {
        (self.id, self.verdict, self.cause, self.fix) = (id, verdict, cause, fix)
    }

    package static func ok(_ id: CheckID, _ cause: String) -> Finding { Finding(id, .ok, cause, "") }

    package static func warning(_ id: CheckID, _ cause: String, fix: String) -> Finding {
        Finding(id, .warning, cause, fix)
    }

    package static func failed(_ id: CheckID, _ cause: String, fix: String) -> Finding {
        Finding(id, .failed, cause, fix)
    }

    package static func unreachable(_ id: CheckID, _ cause: String, fix: String) -> Finding {
        var finding = Finding(id, .failed, cause, fix)
        finding.isUnreachable = true
        return finding
    }
}
